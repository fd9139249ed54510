using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Trading;

/// <summary>What the address of the orders page asks for, and back. What is not understood is left out.</summary>
public sealed record OrderSelection(OrderGroup Show, string? Book, OrderSide? Side, OrderOrigin? Origin, OrderSpan Span, string? After)
{
    public static readonly OrderSelection Everything = new(OrderGroup.All, null, null, null, OrderSpan.Ever, null);

    public bool IsFiltered => this with { After = null } != Everything;

    public static OrderSelection Read(string? show, string? target, string? side, string? origin, string? since, string? after) => new(
        EnumCode.Find<OrderGroup>(show) ?? OrderGroup.All,
        string.IsNullOrWhiteSpace(target) ? null : target,
        EnumCode.Find<OrderSide>(side),
        EnumCode.Find<OrderOrigin>(origin),
        EnumCode.Find<OrderSpan>(since) ?? OrderSpan.Ever,
        string.IsNullOrWhiteSpace(after) ? null : after);

    public Dictionary<string, object?> Write() => new()
    {
        ["show"] = Show == OrderGroup.All ? null : EnumCode.Of(Show),
        ["target"] = Book,
        ["side"] = Side is { } side ? EnumCode.Of(side) : null,
        ["origin"] = Origin is { } origin ? EnumCode.Of(origin) : null,
        ["since"] = Span == OrderSpan.Ever ? null : EnumCode.Of(Span),
        ["after"] = After,
    };

    public OrderFilter At(DateTimeOffset now) => new(Show, Book, Side, Origin, Span switch
    {
        OrderSpan.Hour => now.AddHours(-1),
        OrderSpan.Day => now.AddDays(-1),
        OrderSpan.Week => now.AddDays(-7),
        _ => null,
    });
}
