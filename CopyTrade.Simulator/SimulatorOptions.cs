namespace CopyTrade.Simulator;

public sealed record SimulatorOptions
{
    /// <summary>Loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>Data-API rows (.jsonl or .jsonl.gz) to play instead of made-up leaders.</summary>
    public string? ReplayFile { get; init; }

    public decimal ReplaySpeed { get; init; } = 1m;

    public ReplayStart ReplayStart { get; init; } = ReplayStart.AtOnce;

    /// <summary>Made-up leaders trade on their own. Without effect when a file is replayed.</summary>
    public bool Leaders { get; init; } = true;

    /// <summary>Prices walk on their own; otherwise the makers quote the same price until a trade or a command moves it.</summary>
    public bool PricesWalk { get; init; } = true;

    /// <summary>Markets beyond the described ones, all alike and at 50 cents; for measurements. Not on an outside chain.</summary>
    public int MoreMarkets { get; init; }

    /// <summary>Days of made-up history, all in decided markets, that the made-up traders have before the world begins; 0 for none. Without effect when a file is replayed.</summary>
    public int PastDays { get; init; }

    /// <summary>Made-up traders beyond the cast, who have a past and trade rarely; 0 for none. Without effect when a file is replayed.</summary>
    public int Crowd { get; init; }

    /// <summary>Where the world is kept from one run to the next; null forgets it. Without effect when a file is replayed or another chain keeps the money: both begin anew.</summary>
    public string? StateFile { get; init; }

    /// <summary>A development node of chain 137 with the venue's contracts, on which customers' matches settle; null settles in the venue's own books. Not with a recording, whose tokens exist elsewhere.</summary>
    public Uri? SettleOn { get; init; }

    /// <summary>Delay before each REST answer.</summary>
    public TimeSpan ServiceTime { get; init; }

    /// <summary>From match to block.</summary>
    public TimeSpan MinedAfter { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>From block to finality.</summary>
    public TimeSpan ConfirmedAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From block to block of the venue's chain.</summary>
    public TimeSpan BlockTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From match to the row being visible in the Data API.</summary>
    public TimeSpan DataLag { get; init; } = TimeSpan.FromMilliseconds(300);

    public bool EnforceRateLimits { get; init; } = true;

    /// <summary>An address first seen through L1 authentication gets a demo balance and the allowances.</summary>
    public bool AutoFund { get; init; } = true;

    public decimal AutoFundUsdc { get; init; } = 1000m;
}
