using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Features.Research;

/// <summary>Which skips are shown, as it stands in the page's address. What is not understood is left out.</summary>
public sealed record SkipSelection(SkipSpan Span, TargetRowId? Target, string? Reason, string? After)
{
    public bool IsFiltered => Target is not null || Reason is not null;

    public static SkipSelection Read(string? span, string? target, string? reason, string? after) => new(
        span switch { "day" => SkipSpan.Day, "week" => SkipSpan.Week, _ => SkipSpan.Month },
        Guid.TryParse(target, out var id) ? new TargetRowId(id) : null,
        string.IsNullOrWhiteSpace(reason) ? null : reason,
        string.IsNullOrWhiteSpace(after) ? null : after);

    public SkipFilter FilterAt(DateTimeOffset now) => new(now.AddDays(-(int)Span), Target, Reason);

    public string Address(string path = "/skips") => path + QueryString.Create(
        new Dictionary<string, string?>
        {
            ["span"] = Span == SkipSpan.Month ? null : EnumCode.Of(Span),
            ["target"] = Target?.ToString(),
            ["reason"] = Reason,
            ["after"] = After,
        }.Where(pair => pair.Value is not null));
}
