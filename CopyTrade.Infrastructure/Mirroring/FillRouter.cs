using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>
/// Turns observed fills into decisions and pending orders, a batch in one transaction: decisions, orders and the mark
/// that the fill was routed are there together or not at all. Only then are orders handed on (insert before place).
/// </summary>
internal sealed partial class FillRouter(
    IMirrorStore store,
    MarketLookup markets,
    BookLookup books,
    OrderQueue queue,
    ICrashPoints crash,
    VenueSettings venue,
    IOptions<MirroringOptions> options,
    TimeProvider clock,
    ILogger<FillRouter> logger)
{
    private static readonly IReadOnlyDictionary<TokenId, BookFacts?> NoBooks = new Dictionary<TokenId, BookFacts?>();
    private readonly ConcurrentDictionary<WalletAddress, byte> _bookish = new();

    private TimeSpan MaxFillAge => TimeSpan.FromSeconds(options.Value.MaxFillAgeSeconds);

    /// <summary>Routes the oldest fills that wait.</summary>
    public async Task<RouteResult> RouteAsync(CancellationToken ct)
    {
        var waiting = await store.PeekAsync(options.Value.BatchFills, ct);
        if (waiting.Count == 0) return default;
        // Somebody may have begun to follow a moment ago: look again before a fill counts as nobody's.
        if (waiting.Any(fill => !store.Followers.ContainsKey(fill.Wallet))) await store.RefreshFollowersAsync(ct);
        var followed = store.Followers;
        var known = await markets.FindAsync(waiting.Where(fill => followed.ContainsKey(fill.Wallet) && IsFresh(fill)), ct);

        // A fresh fill whose market the venue would not tell waits for the next round; an old one is past caring.
        ObservedFill[] ready = [.. waiting.Where(fill => !followed.ContainsKey(fill.Wallet) || !IsFresh(fill) || MayBeJudged(fill, waiting, known))];
        var routed = ready.Length == 0 ? 0 : await RouteManyAsync(ready, known, ct);
        return new(routed, waiting.Count - ready.Length, ready.Length - routed, waiting.Count == options.Value.BatchFills);
    }

    private bool IsFresh(ObservedFill fill) => clock.GetUtcNow() - fill.FilledAt <= MaxFillAge;

    // Of a market whose rules alone are known only sales are judged, and none before a purchase of the same wallet that waits.
    private bool MayBeJudged(ObservedFill fill, IReadOnlyList<ObservedFill> waiting, IReadOnlyDictionary<TokenId, Market?> known) =>
        known.TryGetValue(fill.Token, out var market) && (market is not { RulesOnly: true } || (fill.Side == OrderSide.Sell && !waiting.Any(other =>
            other.Side == OrderSide.Buy && other.Wallet == fill.Wallet && other.Token == fill.Token && other.FilledAt <= fill.FilledAt && IsFresh(other))));

    // A row that the database will not take must not hold up the others: one by one, only the bad one fails.
    private async Task<int> RouteManyAsync(ObservedFill[] fills, IReadOnlyDictionary<TokenId, Market?> known, CancellationToken ct)
    {
        try
        {
            return await RouteBatchAsync(fills, known, ct);
        }
        catch (Exception e) when (IsDataProblem(e) && fills.Length > 1)
        {
            Log.BatchRefused(logger, fills.Length, e);
            var routed = 0;
            foreach (var fill in fills) routed += await RouteManyAsync([fill], known, ct);
            return routed;
        }
        catch (Exception e) when (IsDataProblem(e))
        {
            Log.FillRefused(logger, fills[0].Id.Value, e);
            return (await RouteBatchAsync(fills, known, NoBooks, MirrorMode.GiveUp, ct)).Routed;
        }
    }

    private static bool IsDataProblem(Exception e) => e is PostgresException { SqlState: var state }
        ? state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("23", StringComparison.Ordinal)
        : e is ArgumentException or FormatException or OverflowException or InvalidCastException or System.Text.Json.JsonException;

    // Rules are known once the transaction is open, and no transaction waits for the venue: a batch whose rules turn out to
    // ask for books begins again with them. Wallets that did before get theirs at once.
    private async Task<int> RouteBatchAsync(ObservedFill[] fills, IReadOnlyDictionary<TokenId, Market?> known, CancellationToken ct)
    {
        TokenId[] expected = [.. fills.Where(fill => fill.Side == OrderSide.Buy && IsFresh(fill) && _bookish.ContainsKey(fill.Wallet)).Select(fill => fill.Token).Distinct()];
        var read = expected.Length == 0 ? NoBooks : await books.FindAsync(expected, ct);
        var result = await RouteBatchAsync(fills, known, read, MirrorMode.Plan, ct);
        if (result.MissingBooks.Count == 0) return result.Routed;
        var more = await books.FindAsync(result.MissingBooks, ct);
        return (await RouteBatchAsync(fills, known, read.Concat(more).ToDictionary(), MirrorMode.Plan, ct)).Routed;
    }

    private Task<(int Routed, IReadOnlyCollection<TokenId> MissingBooks)> RouteBatchAsync(
        ObservedFill[] fills, IReadOnlyDictionary<TokenId, Market?> known, IReadOnlyDictionary<TokenId, BookFacts?> read, MirrorMode mode, CancellationToken ct) =>
        Contention.AgainAsync(() => RouteBatchOnceAsync(fills, known, read, mode, ct), clock, ct);

    private async Task<(int Routed, IReadOnlyCollection<TokenId> MissingBooks)> RouteBatchOnceAsync(
        ObservedFill[] fills, IReadOnlyDictionary<TokenId, Market?> known, IReadOnlyDictionary<TokenId, BookFacts?> read, MirrorMode mode, CancellationToken ct)
    {
        var followed = store.Followers;
        var concerned = fills.SelectMany(fill => followed.GetValueOrDefault(fill.Wallet, [])).Select(follower => follower.Tenant).Distinct().ToList();
        if (concerned.Count == 0) return (await store.MarkUnfollowedAsync(fills.Select(fill => fill.Id), clock.GetUtcNow(), ct), []);

        await using var session = await store.BeginAsync(concerned, ct);
        var now = clock.GetUtcNow();
        var (taken, followers) = await session.TakeAsync(fills, ct);
        if (mode == MirrorMode.Plan && MissingBooks(taken, followers, read) is { Length: > 0 } missing) return (0, missing);
        var rows = await JudgeAsync(session, taken, followers, known, read, mode, now, ct);
        var placed = rows.Where(row => row.Decision is MirrorDecision.Place).ToList();
        if (placed.Count > 0) crash.Reach(CrashPoint.BeforeInsert);
        await CancelEntriesAsync(session, rows, now);
        var ledger = await session.InsertOrdersAsync([.. placed.Select(row => (row.Follower.Tenant, Resting(((MirrorDecision.Place)row.Decision!).Intent, now)))], venue.Mode, now, ct);
        var orders = placed.Zip(ledger, (row, entry) => (row, entry)).ToDictionary(pair => pair.row, pair => pair.entry, ReferenceEqualityComparer.Instance as IEqualityComparer<DecisionRow>);
        List<DecisionRow> decided = [.. rows.Select(row => orders.TryGetValue(row, out var entry) ? row with { Order = entry.Id } : row)];
        await session.EndAsync(decided, taken.Select(fill => fill.Id), venue.Mode, now);
        await session.CommitAsync();
        if (placed.Count > 0) crash.Reach(CrashPoint.AfterInsert);

        foreach (var (row, entry) in orders) queue.Enqueue(row.Follower.Tenant, entry.Id, entry.Intent.ReduceOnly ? Urgency.Exit : Urgency.Entry);
        Report(decided);
        return (taken.Count, []);
    }

    private TokenId[] MissingBooks(IReadOnlyList<ObservedFill> fills, ILookup<WalletAddress, Follower> followers, IReadOnlyDictionary<TokenId, BookFacts?> read)
    {
        ObservedFill[] asking = [.. fills.Where(fill => fill.Side == OrderSide.Buy && IsFresh(fill) && followers[fill.Wallet].Any(follower => follower.Rules.NeedsBook))];
        foreach (var fill in asking) _bookish.TryAdd(fill.Wallet, 0);
        return [.. asking.Select(fill => fill.Token).Where(token => !read.ContainsKey(token)).Distinct()];
    }

    private async Task<List<DecisionRow>> JudgeAsync(
        IMirrorSession session, IReadOnlyList<ObservedFill> fills, ILookup<WalletAddress, Follower> followers, IReadOnlyDictionary<TokenId, Market?> known,
        IReadOnlyDictionary<TokenId, BookFacts?> read, MirrorMode mode, DateTimeOffset now, CancellationToken ct)
    {
        var facts = await session.ReadFactsAsync(new FactNeeds(fills, [.. followers.SelectMany(same => same)], known), now, ct);
        var plan = new BatchPlan(facts, read, MaxFillAge, now, logger);
        var rows = new List<DecisionRow>();
        foreach (var fill in fills)
        {
            var judged = plan.Judge(fill, [.. followers[fill.Wallet]], known.GetValueOrDefault(fill.Token)).ToList();
            rows.AddRange(mode == MirrorMode.Plan ? judged : judged.Select(row => row with { Decision = null }));
        }

        if (plan.AlreadyDecided > 0) MirrorMeter.Decisions.Add(plan.AlreadyDecided, Tags("skipped", SkipReason.AlreadyPlaced.ToText(), "any", "none"));
        return rows;
    }

    // An entry that rests has an end, and the one place of its book on the market.
    private static OrderIntent Resting(OrderIntent intent, DateTimeOffset now) => intent with { RestingUntil = RestingOrders.UntilOf(intent, now) };

    // Who sells wants out: what we still hope to buy beside it is called back.
    private static async Task CancelEntriesAsync(IMirrorSession session, IReadOnlyList<DecisionRow> rows, DateTimeOffset now)
    {
        (TenantRef, string, ConditionId)[] leaving = [.. rows.Where(row => row.Input.Fill.Side == OrderSide.Sell).Select(row => (row.Follower.Tenant, MirrorKeys.BookOf(row.Follower.Target.Key), row.Input.Fill.Condition))];
        if (leaving.Length > 0) await session.CancelEntriesAsync(leaving, now);
    }

    private void Report(IReadOnlyList<DecisionRow> rows)
    {
        foreach (var row in rows)
        {
            var fill = row.Input.Fill;
            var placement = row.Decision is MirrorDecision.Place { Intent: var intent } ? intent.TimeInForce.ToText() : "none";
            MirrorMeter.Decisions.Add(1, Tags(row.Outcome, row.Reason, fill.Source, placement));
            MirrorMeter.DecisionLag.Record((row.Input.Now - fill.ObservedAt).TotalMilliseconds, new KeyValuePair<string, object?>("source", fill.Source));
            if (row is { Decision: MirrorDecision.Place { Intent.Side: OrderSide.Buy }, Input: { SideFraction: not null, Snapshot.Own.WrongSide: { Amount: > 0m } wrong } }) ReportWrongSide(row, wrong);
            Log.Decided(logger, row.Outcome == "skipped" ? LogLevel.Debug : LogLevel.Information, row.Outcome, row.Reason, fill.Id.Value, row.Follower.Tenant.Tenant.Value, row.Order?.Value);
        }
    }

    // The side that this target backs is opened all the same; somebody should know that another target has us on the other (R0.26).
    private void ReportWrongSide(DecisionRow row, Usdc dollars)
    {
        MirrorMeter.WrongSide.Add(1);
        Log.WrongSide(logger, row.Follower.Tenant.Tenant.Value, row.Input.Fill.Condition.Value, dollars.Amount);
    }

    private static System.Diagnostics.TagList Tags(string outcome, string reason, string source, string placement) =>
        new() { { "outcome", outcome }, { "reason", reason }, { "source", source }, { "placement", placement } };

    /// <param name="Routed">Fills that are done with.</param>
    /// <param name="Waiting">Fills that wait for the venue to tell their market.</param>
    /// <param name="Held">Fills that somebody held at that moment, such as a second source that adds what it saw of them: no signal need follow.</param>
    /// <param name="IsMore">More may wait: what comes meanwhile is signalled, what waited before is not.</param>
    internal readonly record struct RouteResult(int Routed, int Waiting, int Held, bool IsMore);

    private enum MirrorMode
    {
        Plan,
        GiveUp,
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 5031, EventName = "poly.mirror.decision", Message = "poly.mirror.decision outcome={Outcome} reason={Reason} fill={Fill} tenant={Tenant} order={Order}")]
        public static partial void Decided(ILogger logger, LogLevel level, string outcome, string reason, string fill, Guid tenant, Guid? order);

        [LoggerMessage(EventId = 5034, Level = LogLevel.Warning, Message = "Tenant {Tenant} opens one side of market {Condition} while another target holds {Dollars} dollars of the other.")]
        public static partial void WrongSide(ILogger logger, Guid tenant, string condition, decimal dollars);

        [LoggerMessage(EventId = 5032, Level = LogLevel.Error, Message = "The database refused a batch of {Fills} fills: they are routed one by one.")]
        public static partial void BatchRefused(ILogger logger, int fills, Exception exception);

        [LoggerMessage(EventId = 5033, Level = LogLevel.Error, Message = "The database refused the decision on fill {Fill}: it is not copied.")]
        public static partial void FillRefused(ILogger logger, string fill, Exception exception);
    }
}
