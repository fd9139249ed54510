using System.Globalization;
using System.Text.RegularExpressions;
using CopyTrade.Domain.Rules;

namespace CopyTrade.Web.Api;

/// <summary>Cursors of rules and of their events: the moment of the last row in ticks, and its id.</summary>
internal static partial class RuleCursor
{
    /// <summary>Null on the last page.</summary>
    public static string? Next<T>(IReadOnlyList<T> found, int limit, Func<T, RulePlace> place) =>
        found.Count == limit && place(found[^1]) is var (at, id) ? string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks}-{id}") : null;

    /// <summary>Null for the first page.</summary>
    /// <exception cref="ApiFailure">Not one of ours.</exception>
    public static RulePlace? Of(HttpContext http, bool ofEvents)
    {
        if (http.Request.Query["cursor"].ToString() is not { Length: > 0 } text) return null;
        return (ofEvents ? EventForm() : RuleForm()).Match(text) is { Success: true } match
            && long.TryParse(match.Groups["ticks"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new RulePlace(new DateTimeOffset(ticks, TimeSpan.Zero), match.Groups["id"].Value)
            : throw ApiFailure.Bad(ApiCode.CursorInvalid, "The cursor is not one that was given out.");
    }

    [GeneratedRegex("^(?<ticks>[0-9]{1,19})-(?<id>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex RuleForm();

    [GeneratedRegex("^(?<ticks>[0-9]{1,19})-(?<id>event-[0-9]{1,18}|seen-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex EventForm();
}
