using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>Everything that was reckoned of one wallet by itself. What is not known is null. Stored as JSON: new members have defaults.</summary>
public sealed record LeaderProfile
{
    /// <summary>The wallet.</summary>
    public required WalletAddress Wallet { get; init; }

    /// <summary>Public name; untrusted text.</summary>
    public string? Name { get; init; }

    /// <summary>First moment of what was read.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Last moment of what was read.</summary>
    public DateTimeOffset AsOf { get; init; }

    /// <summary>False when there was more than is read.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Results of 7, 30, 90 days and of all.</summary>
    public IReadOnlyList<WindowResult> Windows { get; init; } = [];

    /// <summary>Closed positions that made money.</summary>
    public Rate WinRate { get; init; } = Rate.Of(0, 0);

    /// <summary>Mean return of a closed position, each counted alike.</summary>
    public Estimate? Gross { get; init; }

    /// <summary>The same after the cost of copying.</summary>
    public Estimate? Net { get; init; }

    /// <summary>What copying costs.</summary>
    public CopyCost Cost { get; init; } = CopyCost.Assumed;

    /// <summary>Percentiles of the net mean (<see cref="Bootstrap"/>).</summary>
    public IReadOnlyList<double> NetPercentiles { get; init; } = [];

    /// <summary><see cref="Net"/> with old positions fading; its n is what is left of the sample.</summary>
    public Estimate? Recent { get; init; }

    /// <summary>Returns of the days on which something was closed, oldest first.</summary>
    public IReadOnlyList<ReturnDay> Returns { get; init; } = [];

    /// <summary>How likely copying earns more than no trade, 0 to 1.</summary>
    public double? ProbabilityOfEdge { get; init; }

    /// <summary>The same from the last 14 days alone (R0.58); null with fewer than five markets closed in them.</summary>
    public double? ProbabilityLately { get; init; }

    /// <summary>Markets closed in the last 14 days.</summary>
    public int MarketsLately { get; init; }

    /// <summary>How likely a wallet without skill wins as often at these prices, 0 to 1.</summary>
    public double? ChanceOfLuck { get; init; }

    /// <summary>Mean squared distance of the price paid and the outcome; 0 is clairvoyance, 0.25 a coin.</summary>
    public double? Brier { get; init; }

    /// <summary>Middle holding time.</summary>
    public TimeSpan? MedianHold { get; init; }

    /// <summary>Deepest fall of the realised result.</summary>
    public DrawdownFacts Drawdown { get; init; } = new(Usdc.Zero, null, null, Usdc.Zero);

    /// <summary>Mean over deviation of daily results on the capital, a year's worth; null with fewer than 14 days.</summary>
    public double? Sharpe { get; init; }

    /// <summary>Result of 90 days without the market that brought most.</summary>
    public Usdc? WithoutBest { get; init; }

    /// <summary>That market's part of all gains, 0 to 1.</summary>
    public double? BestPart { get; init; }

    /// <summary>Its title; untrusted text.</summary>
    public string? BestMarket { get; init; }

    /// <summary>Markets traded.</summary>
    public int Markets { get; init; }

    /// <summary>Trades that took what was offered, of those of which it is known.</summary>
    public Rate Taker { get; init; } = Rate.Of(0, 0);

    /// <summary>Middle trade in dollars.</summary>
    public Usdc? MedianFill { get; init; }

    /// <summary>Trades read.</summary>
    public int Trades { get; init; }

    /// <summary>Trades on a day, on average since the first one read.</summary>
    public double TradesADay { get; init; }

    /// <summary>Dollars traded.</summary>
    public Usdc Volume { get; init; }

    /// <summary>Block time of the last trade.</summary>
    public DateTimeOffset? LastTradeAt { get; init; }

    /// <summary>Entries that a copier could have taken: 5 to 95 cents, and held five minutes or longer.</summary>
    public Rate Copyable { get; init; } = Rate.Of(0, 0);

    /// <summary>Dollars a day that fit within two per cent of the best ask; null without a book.</summary>
    public Usdc? CapacityADay { get; init; }

    /// <summary>The same, less what those who copy it already take, known wallets or strangers, whichever is more; null without a book or when nothing was compared.</summary>
    public Usdc? RoomLeft { get; init; }

    /// <summary>Who comes after it; null when nothing was compared.</summary>
    public Crowding? Crowding { get; init; }

    /// <summary>What strangers buy around its entries; null when none was looked at.</summary>
    public EchoFacts? Echo { get; init; }

    /// <summary>Wallets that belong to it, the strongest tie first.</summary>
    public IReadOnlyList<LeaderTie> Ties { get; init; } = [];

    /// <summary>By category.</summary>
    public IReadOnlyList<GroupResult> Categories { get; init; } = [];

    /// <summary>By entry price.</summary>
    public IReadOnlyList<GroupResult> Bands { get; init; } = [];

    /// <summary>Category by entry price.</summary>
    public IReadOnlyList<HeatCell> Heat { get; init; } = [];

    /// <summary>Price paid against outcome.</summary>
    public IReadOnlyList<CalibrationBand> Calibration { get; init; } = [];

    /// <summary>Holding times.</summary>
    public IReadOnlyList<Bar> Holds { get; init; } = [];

    /// <summary>Sizes of trades in dollars.</summary>
    public IReadOnlyList<Bar> Sizes { get; init; } = [];

    /// <summary>Realised result day by day.</summary>
    public IReadOnlyList<EquityDay> Equity { get; init; } = [];

    /// <summary>How different the last 14 days are, 0 to 1; null when either side has too few trades.</summary>
    public double? Drift { get; init; }

    /// <summary>What to watch out for.</summary>
    public IReadOnlyList<LeaderFlag> Flags { get; init; } = [];

    /// <summary>The screening of R0.57.</summary>
    public Screening Screening { get; init; } = new([], null);

    /// <summary>The result of a window; null when it was not reckoned.</summary>
    public WindowResult? Window(int days) => Windows.FirstOrDefault(window => window.Days == days);
}
