using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>A story as it is read: see <see cref="Columns"/>.</summary>
internal sealed class StoryRow
{
    public const string Columns = $"""
        d.id as DecisionId, d.fill_id, d.copy_target_id as TargetId, f.wallet, coalesce(t.label, f.trader) as TargetName, f.side,
        coalesce(f.title, o.title) as Title, coalesce(f.outcome, o.outcome) as Outcome, f.price as TheirPrice, f.shares as TheirShares,
        f.filled_at, f.observed_at, d.decided_at, {StorySql.Result} as Result, {StorySql.Reason} as Reason, o.id as OrderId,
        m.shares as OurShares, m.dollars as OurDollars, o.notional as Ordered, o.submitted_at, {StorySql.Since} as Since
        """;

    public const string From = $"""
        from copy_decision d
          join observed_fill f on f.fill_id = d.fill_id
          join copy_target t on t.id = d.copy_target_id
        {StorySql.Joins}
        """;

    public Guid DecisionId { get; init; }

    public required string FillId { get; init; }

    public TargetRowId TargetId { get; init; }

    public required WalletAddress Wallet { get; init; }

    public string? TargetName { get; init; }

    public required string Side { get; init; }

    public string? Title { get; init; }

    public string? Outcome { get; init; }

    public Price TheirPrice { get; init; }

    public Shares TheirShares { get; init; }

    public DateTimeOffset FilledAt { get; init; }

    public DateTimeOffset ObservedAt { get; init; }

    public DateTimeOffset DecidedAt { get; init; }

    public required string Result { get; init; }

    public required string Reason { get; init; }

    public Guid? OrderId { get; init; }

    public decimal? OurShares { get; init; }

    public decimal? OurDollars { get; init; }

    public decimal? Ordered { get; init; }

    public DateTime? SubmittedAt { get; init; }

    public DateTimeOffset Since { get; init; }

    public ActivityRow ToRow()
    {
        var side = EnumText.Parse<OrderSide>(Side);
        Price? ours = OurShares is > 0m ? Price.RoundNearest(OurDollars!.Value / OurShares.Value) : null;
        return new(
            DecisionId, FillId, TargetId, Wallet, TargetName, side, Title, Outcome, TheirPrice, TheirShares.CostAt(TheirPrice),
            FilledAt, ObservedAt, DecidedAt, EnumText.Parse<ActivityResult>(Result), Reason,
            OrderId is { } id ? new OrderId(id) : null,
            ours,
            ours is not null ? Usdc.RoundUp(OurDollars!.Value) : Ordered is { } ordered ? Usdc.RoundUp(ordered) : null,
            ours is { } price ? GapOf(side, price) : null,
            SubmittedAt is { } submitted ? Timestamps.Utc(submitted) : null,
            Since);
    }

    // Selling for less is worse, as buying for more is.
    private BasisPoints? GapOf(OrderSide side, Price ours) =>
        BasisPoints.Between(TheirPrice, ours) is { } gap ? side == OrderSide.Buy ? gap : new BasisPoints(-gap.Value) : null;
}
