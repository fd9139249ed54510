using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Research.Copies;

/// <summary>A row of <see cref="SkipSql.Page"/>.</summary>
internal sealed class SkipRow
{
    public Guid Decision { get; init; }

    public TargetRowId Target { get; init; }

    public string? TargetName { get; init; }

    public required WalletAddress Wallet { get; init; }

    public required string Side { get; init; }

    public string? Title { get; init; }

    public string? Outcome { get; init; }

    public Price TheirPrice { get; init; }

    public decimal TheirShares { get; init; }

    public required string Reason { get; init; }

    public string[] Also { get; init; } = [];

    public DateTimeOffset DecidedAt { get; init; }

    public string? State { get; init; }

    public decimal? Shares { get; init; }

    public decimal? Entry { get; init; }

    public string? Basis { get; init; }

    public decimal? Exit { get; init; }

    public decimal? Profit { get; init; }

    public string? Why { get; init; }

    public SkipLine ToLine() => new(
        Decision, Target, TargetName, Wallet, EnumText.Parse<OrderSide>(Side), Title, Outcome, TheirPrice, CopyTrade.Domain.Money.Shares.RoundDown(TheirShares).CostAt(TheirPrice), Reason, Also, DecidedAt,
        State is null ? null : EnumText.Parse<SkipState>(State), Shares is { } shares ? CopyTrade.Domain.Money.Shares.RoundDown(shares) : null, Entry is { } entry ? Price.Of(entry) : null,
        Basis is null ? null : EnumText.Parse<EntryBasis>(Basis), Exit, Profit, Why);
}
