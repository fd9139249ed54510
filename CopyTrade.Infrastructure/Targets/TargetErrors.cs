using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Infrastructure.Targets;

/// <summary>Why a change to a target is refused.</summary>
internal static class TargetErrors
{
    private const int LongestLabel = 80;

    public static readonly TargetChange.Refused WalletMalformed = new("wallet_malformed", "That is not a wallet: paste an address (0x and 40 hexadecimal digits) or a profile link that contains one.");
    public static readonly TargetChange.Refused OwnWallet = new("target_own_wallet", "This is your own trading wallet: choose a wallet of somebody else.");
    public static readonly TargetChange.Refused Duplicate = new("target_duplicate", "You follow this wallet already: change its rules instead.");
    public static readonly TargetChange.Refused NotFound = new("target_not_found", "There is no such target, or it was removed.");

    public static TargetChange.Refused? Of(TargetSettings settings, CopyRules defaults) =>
        settings.Label?.Trim().Length > LongestLabel ? new("policy_invalid", "The label may have at most 80 characters.")
        : Of(new CopyDefaults(settings.Sizing, settings.MaxPerTrade, settings.FilterPercentile, settings.Rules ?? CopyRules.None), defaults);

    public static TargetChange.Refused? Of(CopyDefaults wanted, CopyRules below) =>
        Of(wanted.Sizing, wanted.MaxPerTrade, wanted.FilterPercentile)
        ?? ((CopyRulesCheck.Problem(wanted.Rules) ?? CopyRulesCheck.Problem(CopyRules.Effective(wanted.Rules, below))) is { } problem ? new("rules_invalid", problem) : null);

    private static TargetChange.Refused? Of(SizingPolicy sizing, Usdc maxPerTrade, int filterPercentile) =>
        PolicyText.Problem(sizing) is { } problem ? new("policy_invalid", problem)
        : filterPercentile is < 50 or > 99 ? new("policy_invalid", "The percentile must be from 50 to 99.")
        : maxPerTrade <= Usdc.Zero ? new("max_invalid", "The ceiling must be above zero.")
        : decimal.Round(maxPerTrade.Amount, 2) != maxPerTrade.Amount ? new("max_invalid", "The ceiling may have at most two decimals.")
        : null;
}
