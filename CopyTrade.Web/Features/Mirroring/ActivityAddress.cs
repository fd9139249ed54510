using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Features.Mirroring;

/// <summary>A filter as it stands in the page's address, and back. What is not understood is left out.</summary>
public static class ActivityAddress
{
    public static ActivityFilter Read(string? show, string? target, string? reason, string? search) => new(
        show switch
        {
            "copied" => ActivityGroup.Copied,
            "skipped" => ActivityGroup.Skipped,
            "failed" => ActivityGroup.Failed,
            "in_flight" or "settling" => ActivityGroup.InFlight,
            "attention" => ActivityGroup.Attention,
            _ => ActivityGroup.All,
        },
        Guid.TryParse(target, out var id) ? new TargetRowId(id) : null,
        string.IsNullOrWhiteSpace(reason) ? null : reason,
        string.IsNullOrWhiteSpace(search) ? null : search.Trim());

    public static Dictionary<string, object?> Write(ActivityFilter filter) => new()
    {
        ["state"] = null,
        ["show"] = filter.Show == ActivityGroup.All ? null : EnumCode.Of(filter.Show),
        ["target"] = filter.Target?.ToString(),
        ["reason"] = filter.ReasonCode,
        ["q"] = filter.Search,
    };
}
