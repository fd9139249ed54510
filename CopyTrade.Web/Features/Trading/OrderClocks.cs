using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Web.Features.Trading;

/// <summary>The two clocks of an order, always apart: what the venue took to show the trade, and what we took to answer it.</summary>
/// <param name="Venue">From the target's block to seeing it. The venue stamps whole seconds, so this is coarse; null for orders that answer no trade.</param>
/// <param name="ToPost">From seeing the trade, or from writing the order, to the POST; null while it has not left.</param>
/// <param name="ToAnswer">From the POST to the venue's word; null before that.</param>
public sealed record OrderClocks(TimeSpan? Venue, TimeSpan? ToPost, TimeSpan? ToAnswer)
{
    public TimeSpan? Own => ToPost + (ToAnswer ?? TimeSpan.Zero);

    public static OrderClocks Of(OrderLine line, OrderCause? cause) => new(
        cause is null ? null : Positive(cause.ObservedAt - cause.FilledAt),
        line.Order.SubmittedAt is { } sent ? Positive(sent - (cause?.ObservedAt ?? line.Order.CreatedAt)) : null,
        line.Order.SubmittedAt is { } posted && line.AcceptedAt is { } taken ? Positive(taken - posted) : null);

    // Two machines' clocks may disagree by more than the way between them.
    private static TimeSpan Positive(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;
}
