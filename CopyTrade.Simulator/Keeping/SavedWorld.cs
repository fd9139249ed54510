namespace CopyTrade.Simulator.Keeping;

/// <summary>The world as the state file holds it. Only what a customer can see again: the venue's own makers quote anew.</summary>
internal sealed record SavedWorld
{
    public const int CurrentVersion = 1;

    public int Version { get; init; }

    public int Seed { get; init; }

    /// <summary>When the world began: what is before it is invented anew, the same each time. Null in a world from before there was a past.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>How many ids were numbered.</summary>
    public long Numbered { get; init; }

    public IReadOnlyList<SavedMarket> Markets { get; init; } = [];

    public IReadOnlyList<SavedAccount> Accounts { get; init; } = [];

    public IReadOnlyList<SavedKey> Keys { get; init; } = [];

    /// <summary>Customers' orders, open and finished, and the others' that met them.</summary>
    public IReadOnlyList<SavedOrder> Orders { get; init; } = [];

    public IReadOnlyList<SavedTrade> Trades { get; init; } = [];

    /// <summary>The newest rows of the data feed, oldest first.</summary>
    public IReadOnlyList<SavedRow> Rows { get; init; } = [];

    /// <summary>Customers' own transactions; null in a world from before there were any.</summary>
    public IReadOnlyList<SavedTransaction>? Transactions { get; init; }
}

internal sealed record SavedMarket(string Condition, decimal Fair, decimal Volume, bool IsClosed, DateTimeOffset StartDate, DateTimeOffset EndDate);

internal sealed record SavedAccount(string Address, string? Owner, string Name, string Pseudonym, decimal Usdc, decimal Volume, string[] CollateralSpenders, string[] TokenOperators, SavedHolding[] Holdings,
    decimal Bridged = 0m, bool MayWrap = false);

internal sealed record SavedTransaction(string Hash, string From, string To, long Nonce, long Block, bool? Succeeded);

internal sealed record SavedHolding(string Token, decimal Shares, decimal AverageEntryPrice, decimal TotalBought, decimal RealizedPnl);

internal sealed record SavedKey(string Key, string Secret, string Passphrase, string Address, string Nonce);

internal sealed record SavedOrder(
    string Id, string Account, string Owner, string Token, bool IsBuy, decimal Price, decimal Size, decimal? Budget, string Type, long Expiration, DateTimeOffset CreatedAt,
    decimal Matched, decimal Spent, string Status, string[] TradeIds);

internal sealed record SavedTrade(
    string Id, string Taker, decimal Price, decimal Size, decimal Fee, SavedMakerFill[] Makers, DateTimeOffset MatchedAt, string TransactionHash, DateTimeOffset UpdatedAt, string Status);

internal sealed record SavedMakerFill(string Order, decimal Size, decimal Fee);

internal sealed record SavedRow(
    string Account, string Side, string Token, decimal Size, decimal Price, decimal Cash, long Timestamp, string TransactionHash, bool IsTaker, DateTimeOffset VisibleAt, string? TradeId);
