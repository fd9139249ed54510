using CopyTrade.Domain.Mirroring;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>What a skipped purchase would have been, had the rules that refused it not been there.</summary>
/// <param name="Entry">The purchase; null when it cannot be told.</param>
/// <param name="Also">Rules that would have refused it too, in their order.</param>
/// <param name="Why">Why it cannot be told, one sentence; null when it can.</param>
public sealed record SkipTrial(ModelEntry? Entry, IReadOnlyList<SkipReason> Also, string? Why)
{
    private const int MostRules = 12;

    /// <summary>Takes the rules off one after the other until the real planner would order. Never throws for what was stored.</summary>
    /// <param name="input">The stored values.</param>
    /// <param name="reason">The stored reason.</param>
    public static SkipTrial Of(MirrorInput input, SkipReason reason)
    {
        var (now, also, refused) = (input with { Snapshot = input.Snapshot with { AlreadyDecided = false } }, new List<SkipReason>(), reason);
        for (var n = 0; n < MostRules; n++)
        {
            if (RuleRelief.Without(refused, now) is not { } freed) return new(null, also, $"No rule stood in the way, but a fact: {Words(refused)}.");
            now = freed;
            switch (Reevaluation.Plan(now))
            {
                case MirrorDecision.Place place:
                    return ModelEntry.Of(now, place.Intent.Shares) is { } entry ? new(entry, also, null) : new(null, also, "Nobody offered anything.");
                case MirrorDecision.Skip skip when skip.Reason != refused:
                    refused = skip.Reason;
                    also.Add(refused);
                    break;
                default:
                    return new(null, also, "The planner names no size for it.");
            }
        }

        return new(null, also, "Too many rules refuse it.");
    }

    private static string Words(SkipReason reason) => string.Concat(reason.ToString().Select((letter, at) => char.IsUpper(letter) && at > 0 ? $" {char.ToLowerInvariant(letter)}" : letter.ToString().ToLowerInvariant()));
}
