using System.Collections.Concurrent;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Venue;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>
/// Carries out verdicts beside the loop that judges: no price waits for a sale, and a sale waits for few others. A rule
/// whose verdict is under way is not judged; when it is done its token is judged again, with whatever the price is then.
/// </summary>
internal sealed partial class RuleActions(RuleFirings firings, RuleMailbox mailbox, TimeProvider clock, ILogger<RuleActions> logger) : IDisposable
{
    private const int MostTries = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);

    // A verdict that had to wait for longer than that is void: the price may be another one.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    // Trailing triggers of a rising market must not stand in the way of a sale.
    private readonly SemaphoreSlim _sales = new(4);
    private readonly SemaphoreSlim _others = new(2);
    private readonly ConcurrentDictionary<RuleId, Task> _underWay = new();
    private readonly ConcurrentDictionary<RuleId, int> _failures = new();

    public bool IsUnderWay(RuleId rule) => _underWay.ContainsKey(rule);

    /// <param name="watched">The rule that was judged.</param>
    /// <param name="verdict">What it came to.</param>
    /// <param name="seen">What was looked at; null when the verdict needed no price.</param>
    /// <param name="done">Told what the rule is now; null when it is watched no longer.</param>
    /// <param name="ct">Ends with the host.</param>
    public void Begin(WatchedRule watched, RuleVerdict verdict, SeenMarket seen, Action<WatchedRule, TradeRule?> done, CancellationToken ct)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_underWay.TryAdd(watched.Rule.Id, end.Task)) _ = Task.Run(() => FinishAsync(watched, verdict, seen, done, end, ct), CancellationToken.None);
    }

    /// <summary>Waits for what is under way.</summary>
    public Task IdleAsync() => Task.WhenAll(_underWay.Values);

    public void Dispose()
    {
        _sales.Dispose();
        _others.Dispose();
    }

    private async Task FinishAsync(WatchedRule watched, RuleVerdict verdict, SeenMarket seen, Action<WatchedRule, TradeRule?> done, TaskCompletionSource end, CancellationToken ct)
    {
        var (rule, begun) = (watched.Rule, clock.GetTimestamp());
        var turns = verdict is RuleVerdict.Fire ? _sales : _others;
        try
        {
            await turns.WaitAsync(ct);
            try
            {
                if (clock.GetElapsedTime(begun) < LongestWait) await CarryOutAsync(watched, verdict, seen, done, ct);
            }
            finally
            {
                turns.Release();
            }

            if (verdict is RuleVerdict.Fire) RuleMeter.Firing.Record(clock.GetElapsedTime(begun).TotalMilliseconds);
            _failures.TryRemove(rule.Id, out _);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The host stops: what was committed is taken up by the next one.
        }
        catch (Exception e)
        {
            Log.Broke(logger, rule.Id, e);
            await PauseAsync(rule.Id, ct);
            mailbox.Add(rule.Tenant);   // whether it was done is not known here: read it again
        }
        finally
        {
            _underWay.TryRemove(rule.Id, out _);
            mailbox.Add(rule.Terms.Token);
            end.TrySetResult();
        }
    }

    private async Task CarryOutAsync(WatchedRule watched, RuleVerdict verdict, SeenMarket seen, Action<WatchedRule, TradeRule?> done, CancellationToken ct)
    {
        var wasDone = true;
        TradeRule? now = null;
        switch (verdict)
        {
            case RuleVerdict.Tighten { Trigger: var trigger }:
                now = await firings.TightenAsync(watched, trigger, seen.Price!.Value, ct);
                wasDone = now is not null;
                break;
            case RuleVerdict.Fire { Price: var price }:
                wasDone = await firings.FireAsync(watched, price, seen.Book!, seen.Market, ct);
                break;
            case RuleVerdict.Expire { Reason: var reason }:
                wasDone = await firings.EndAsync(watched, RuleMove.Expire, reason, ct);
                break;
            case RuleVerdict.Close:
                wasDone = await firings.EndAsync(watched, RuleMove.Cancel, "The position is closed.", ct);
                break;
        }

        done(watched, now);
        if (!wasDone) mailbox.Add(watched.Rule.Tenant);   // somebody was first: read what it is now
    }

    private async Task PauseAsync(RuleId rule, CancellationToken ct)
    {
        var failures = _failures.AddOrUpdate(rule, 1, (_, before) => Math.Min(before + 1, MostTries));
        await Task.Delay(FirstPause * (1 << (failures - 1)), clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7003, Level = LogLevel.Error, Message = "What rule {Rule} came to could not be carried out; it is judged again.")]
        public static partial void Broke(ILogger logger, RuleId rule, Exception exception);
    }
}
