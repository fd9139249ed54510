using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Judges the fills of a batch one after the other, each for all its followers.</summary>
internal sealed partial class BatchPlan(MirrorFacts facts, IReadOnlyDictionary<TokenId, BookFacts?> books, TimeSpan maxFillAge, DateTimeOffset now, ILogger logger)
{
    // A fill from before following began is history; a minute allows for clocks and for rows that come late. A beginning in the
    // future was written by a clock that was ahead and set back: it hides nothing, and the age of a fill tells what is history.
    private static readonly TimeSpan BeforeFollowing = TimeSpan.FromSeconds(60);

    /// <summary>Fills that a follower had decided already.</summary>
    public int AlreadyDecided { get; private set; }

    public IEnumerable<DecisionRow> Judge(ObservedFill fill, IReadOnlyList<Follower> followers, Market? market)
    {
        // Each fill begins with another follower: no one is always the last to be served.
        var first = followers.Count == 0 ? 0 : (int)(Scatter(fill.Id.Value) % (uint)followers.Count);
        for (var i = 0; i < followers.Count; i++)
        {
            var follower = followers[(first + i) % followers.Count];
            if (follower.Target.CreatedAt <= now && fill.FilledAt < follower.Target.CreatedAt - BeforeFollowing) continue;
            if (facts.IsDecided(follower, fill))
            {
                AlreadyDecided++;
                continue;
            }

            yield return Judge(fill, follower, market);
        }
    }

    // FNV-1a: scattered, and the same in every process, so that a history can be told again.
    private static uint Scatter(string text)
    {
        var hash = 2166136261u;
        foreach (var letter in text) hash = (hash ^ letter) * 16777619u;
        return hash;
    }

    private DecisionRow Judge(ObservedFill fill, Follower follower, Market? market)
    {
        var input = new MirrorInput(
            fill, follower.Target, market, facts.SnapshotFor(follower, fill, market), maxFillAge, now, follower.Rules,
            facts.Targets.ContextFor(follower, fill, market?.OppositeToken), follower.Rules.NeedsBook ? books.GetValueOrDefault(fill.Token) : null, facts.Groups.For(follower, fill),
            MirrorInput.DefaultExitReachPercent);
        try
        {
            var decision = MirrorPlanner.Plan(input);
            facts.Apply(follower, input, decision);
            return new DecisionRow(follower, input, decision) { Baseline = facts.Targets.TakeBaseline(follower, fill) };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.PlannerFailed(logger, fill.Id.Value, e);
            return new DecisionRow(follower, input, null);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 5021, Level = LogLevel.Error, Message = "The planner failed on fill {Fill}: it is not copied.")]
        public static partial void PlannerFailed(ILogger logger, string fill, Exception exception);
    }
}
