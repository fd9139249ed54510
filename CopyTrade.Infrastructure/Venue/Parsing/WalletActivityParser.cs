using System.Text.Json;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Parsing;

/// <summary>Rows of <c>/activity</c> that are no trades.</summary>
internal static class WalletActivityParser
{
    private const decimal Largest = 1_000_000_000_000m;

    /// <summary>As the venue names what is read; of each the kind.</summary>
    public static readonly IReadOnlyDictionary<string, ActivityKind> Kinds = new Dictionary<string, ActivityKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["SPLIT"] = ActivityKind.Split, ["MERGE"] = ActivityKind.Merge, ["REDEEM"] = ActivityKind.Redeem, ["CONVERSION"] = ActivityKind.Conversion, ["DEPOSIT"] = ActivityKind.Deposit,
        ["WITHDRAWAL"] = ActivityKind.Withdrawal, ["MAKER_REBATE"] = ActivityKind.MakerRebate, ["TAKER_REBATE"] = ActivityKind.TakerRebate, ["REWARD"] = ActivityKind.Reward,
        ["REFERRAL_REWARD"] = ActivityKind.ReferralReward, ["YIELD"] = ActivityKind.Yield,
    };

    /// <summary>The movement, or why the row cannot be one.</summary>
    public static (WalletActivity? Movement, string? Problem) Read(JsonElement row)
    {
        if (!Kinds.TryGetValue(row.Text("type") ?? "", out var kind)) return (null, "type");
        if (!TransactionHash.TryParse(row.Text("transactionHash", "transaction_hash"), out var transaction)) return (null, "transaction");
        if (row.Time("timestamp") is not { } at) return (null, "timestamp");
        if (row.Shares("size") is not { } shares) return (null, "size");
        if (row.Decimal("usdcSize", "usdc_size") is not { } dollars || dollars is < 0m or > Largest) return (null, "dollars");
        var condition = ConditionId.TryParse(row.Text("conditionId", "condition_id"), out var market) ? market : null;
        if (condition is null && kind is (ActivityKind.Split or ActivityKind.Merge or ActivityKind.Redeem)) return (null, "condition");
        var token = TokenId.TryParse(row.Text("asset", "token_id"), out var named) ? named : null;
        return (new(kind, transaction, condition, token, shares, Usdc.RoundDown(dollars), at, row.Label("title")), null);
    }
}
