using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>What the tenant's rules would have made of a wallet's trades.</summary>
public sealed record TrialResult
{
    /// <summary>First moment tried.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>Last moment tried.</summary>
    public DateTimeOffset To { get; init; }

    /// <summary>Whether every trade of that time had been read.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The rules in words.</summary>
    public string Rules { get; init; } = "";

    /// <summary>What each leg was charged.</summary>
    public CopyCost Cost { get; init; } = CopyCost.Assumed;

    /// <summary>Trades of the wallet.</summary>
    public int Trades { get; init; }

    /// <summary>Of these, copied.</summary>
    public int Copied { get; init; }

    /// <summary>Orders that found nobody.</summary>
    public int Missed { get; init; }

    /// <summary>Trades that the rules left out, by reason.</summary>
    public IReadOnlyDictionary<SkipReason, int> Skipped { get; init; } = new Dictionary<SkipReason, int>();

    /// <summary>Dollars spent on entries.</summary>
    public Usdc Spent { get; init; }

    /// <summary>Spread and slippage paid.</summary>
    public Usdc PaidSpread { get; init; }

    /// <summary>Fees paid.</summary>
    public Usdc PaidFees { get; init; }

    /// <summary>Result of what was sold or decided.</summary>
    public Usdc Realised { get; init; }

    /// <summary>Result of what was still held, at its last known price.</summary>
    public Usdc Open { get; init; }

    /// <summary>Lots held at the end of which no price is known: in neither figure.</summary>
    public int Unvalued { get; init; }

    /// <summary>What those cost.</summary>
    public Usdc UnvaluedCost { get; init; }

    /// <summary>Shares left that are under the market's minimum.</summary>
    public int Dust { get; init; }

    /// <summary>What the wallet itself made on positions closed within the time.</summary>
    public Usdc Theirs { get; init; }

    /// <summary>Result after each day.</summary>
    public IReadOnlyList<EquityDay> Days { get; init; } = [];

    /// <summary>Deepest fall of it, zero or below.</summary>
    public Usdc Drawdown { get; init; }

    /// <summary>Realised and open together.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Usdc Total => Realised + Open;
}
