using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>How long positions were held: from the first purchase that was read to the close. Those bought before are left out.</summary>
public sealed class HoldTimes
{
    private static readonly (string Label, TimeSpan Below)[] Steps =
    [
        ("<5 m", TimeSpan.FromMinutes(5)), ("<1 h", TimeSpan.FromHours(1)), ("<9 h", TimeSpan.FromHours(9)), ("<1 d", TimeSpan.FromDays(1)),
        ("<3 d", TimeSpan.FromDays(3)), ("<7 d", TimeSpan.FromDays(7)), ("7 d+", TimeSpan.MaxValue),
    ];

    private readonly Dictionary<TokenId, (DateTimeOffset From, TimeSpan Hold)> _holds = [];

    private HoldTimes()
    {
    }

    /// <summary>Middle of all; null when none is known.</summary>
    public TimeSpan? Median { get; private init; }

    /// <summary>How many lasted how long.</summary>
    public IReadOnlyList<Bar> Bars { get; private init; } = [];

    /// <summary>From trades, oldest first, and closed positions.</summary>
    public static HoldTimes Of(IReadOnlyCollection<LeaderFill> fills, IReadOnlyCollection<LeaderClosing> closed)
    {
        var first = fills.Where(fill => fill.Side == OrderSide.Buy).GroupBy(fill => fill.Token).ToDictionary(token => token.Key, token => token.Min(fill => fill.At));
        var known = closed.Where(closing => first.TryGetValue(closing.Token, out var from) && from <= closing.ClosedAt).Select(closing => (closing.Token, From: first[closing.Token], Hold: closing.ClosedAt - first[closing.Token])).ToList();
        TimeSpan[] sorted = [.. known.Select(one => one.Hold).Order()];
        var holds = new HoldTimes
        {
            Median = sorted.Length == 0 ? null : sorted[sorted.Length / 2],
            Bars = [.. Steps.Select((step, i) => new Bar(step.Label, sorted.Count(hold => hold < step.Below && (i == 0 || hold >= Steps[i - 1].Below))))],
        };
        foreach (var (token, from, hold) in known) holds._holds[token] = (from, hold);
        return holds;
    }

    /// <summary>How long a token was held; null when not known.</summary>
    public TimeSpan? Of(TokenId token) => _holds.TryGetValue(token, out var known) ? known.Hold : null;

    internal DateTimeOffset? FromOf(TokenId token) => _holds.TryGetValue(token, out var known) ? known.From : null;
}
