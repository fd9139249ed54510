using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Targets;

/// <summary>Sizing policies as one word for the command line: <c>min_bet</c>, <c>fixed:2.00</c>, <c>percentage:10</c>.</summary>
public static class PolicyText
{
    /// <summary>Reads a policy; false for anything but the three shapes, and for numbers that <see cref="Problem"/> refuses.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SizingPolicy? policy)
    {
        policy = null;
        var parts = (text ?? "").Trim().Split(':');
        if (parts is ["min_bet"]) policy = new SizingPolicy.MinBet();
        else if (parts is [var kind, var number] && decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && decimal.Round(value, Usdc.Decimals) == value)
        {
            policy = kind switch
            {
                "fixed" => new SizingPolicy.Fixed(Usdc.Of(value)),
                "percentage" => new SizingPolicy.Percentage(value),
                _ => null,
            };
        }

        if (policy is not null && Problem(policy) is not null) policy = null;
        return policy is not null;
    }

    /// <summary>The word that <see cref="TryParse"/> reads back.</summary>
    public static string Write(SizingPolicy policy) => policy switch
    {
        SizingPolicy.Fixed @fixed => "fixed:" + @fixed.Amount.Amount.ToString("0.00####", CultureInfo.InvariantCulture),
        SizingPolicy.Percentage share => "percentage:" + share.Percent.ToString("0.######", CultureInfo.InvariantCulture),
        _ => "min_bet",
    };

    /// <summary>Why this cannot be a policy, as a sentence; null when it can.</summary>
    public static string? Problem(SizingPolicy policy) => policy switch
    {
        SizingPolicy.Fixed { Amount.Amount: <= 0m } => "The fixed amount must be above zero.",
        SizingPolicy.Percentage { Percent: <= 0m or > 100m } => "The percentage must be above 0 and at most 100.",
        _ => null,
    };
}
