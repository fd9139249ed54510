using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>
/// Sees what followed wallets do. Streams only wake; the trade record has the facts. Four loops that no failure ends:
/// the two streams, the drain of woken wallets, and the regular drain with its safety net.
/// </summary>
internal sealed partial class WalletWatch(
    FollowedWallets followed,
    WatchList wallets,
    TradeDrain drain,
    SeenTrades seen,
    TokenWatch tokens,
    IActivityStream activity,
    IMarketStream market,
    IFeedMonitor feeds,
    IOptions<ObservationOptions> options,
    TimeProvider clock,
    ILogger<WalletWatch> logger,
    RequestBudgets? budgets = null) : BackgroundService, ISupervised
{
    private static readonly Counter<long> Wakings = ObservationMeter.Instance.CreateCounter<long>("poly_wallet_watch_ws_wakeup_total");
    private static readonly Histogram<double> WakeToStored = ObservationMeter.Instance.CreateHistogram<double>("poly_wallet_watch_wake_to_stored_ms", "ms");

    private const int FailuresUntilDown = 5;
    private readonly LoopSupervisor _loops = new(clock, logger);
    private readonly WakeUps _wakeUps = new(clock);
    private readonly RequestBudget _budget = new("single wallets", options.Value.WalletRequestsPerSecond, clock, budgets);
    private readonly RequestBudget _globalBudget = new("everybody's trades when woken", options.Value.GlobalRequestsPerSecond, clock, budgets);
    private readonly GlobalFeed _everybody = new(clock);
    private int _turn;

    public IReadOnlyList<LoopState> Loops => _loops.Loops;

    public override void Dispose()
    {
        _wakeUps.Dispose();
        base.Dispose();
    }

    /// <summary>One regular drain, for whoever drives the clock.</summary>
    internal async Task DrainOnceAsync(bool isThorough, CancellationToken ct)
    {
        await wallets.SetAsync(await followed.ReadAsync(ct), ct);
        var all = wallets.All();
        if (all.Count == 0)
        {
            feeds.Report(TradeDrain.Feed, FeedCondition.Idle, null);
            return;
        }

        WatchedWallet[] behind = [.. all.Where(wallet => !wallet.IsCaughtUp)];
        if (behind.Length > 0) await CatchUpAsync(behind, ct);
        else if (!await GlobalAsync(isThorough || _everybody.ReadTo is null ? all.Min(StartOf) : _everybody.ReadTo.Value - QuickOverlap, "global-drain", ct))
            await (isThorough && _everybody.IsOffered ? AllAsync(all, ct) : InTurnAsync(all, ct));
        if (isThorough) await wallets.SaveAsync(ct);
    }

    /// <summary>One drain of woken wallets.</summary>
    internal async Task DrainWokenAsync(IReadOnlyDictionary<WalletAddress, WakeUps.WakeUp> woken, CancellationToken ct)
    {
        var known = woken.Keys.Select(wallets.Find).OfType<WatchedWallet>().ToList();
        if (known.Count == 0) return;
        var source = woken.Values.Any(wake => wake.Source == "activity-stream") ? "activity-stream" : "wallet-drain";
        var isRepeat = woken.Values.All(wake => wake.Tries > 0);
        if (known.Count <= options.Value.MostWalletsAtOnce && (_budget.TryTake(known.Count) || (!isRepeat && !_everybody.IsOffered)))
            await Task.WhenAll(known.Select(wallet => drain.OfWalletAsync(wallet, StartOf(wallet), source, ct)));
        else if (isRepeat && !(_everybody.IsOffered && _globalBudget.TryTake(1))) LookAgain(woken);
        else if (!await GlobalAsync((_everybody.ReadTo ?? clock.GetUtcNow()) - QuickOverlap, source, ct))
            await AllAsync(known, ct);
        LookAgain(woken);
    }

    // The streams are quicker than the record, often by some hundred milliseconds: read until it shows what they told.
    private void LookAgain(IReadOnlyDictionary<WalletAddress, WakeUps.WakeUp> woken)
    {
        foreach (var (wallet, wake) in woken.Where(entry => wallets.Contains(entry.Key)))
        {
            var missing = wake.Awaited.Where(transaction => !seen.Has(wallet, transaction)).ToImmutableHashSet();
            if (missing.IsEmpty) WakeToStored.Record((clock.GetUtcNow() - wake.At).TotalMilliseconds, new KeyValuePair<string, object?>("source", wake.Source));
            else _wakeUps.AddAgain(wallet, wake with { Awaited = missing });
        }
    }

    internal void Wake(ActivityHint hint)
    {
        IReadOnlyList<WalletAddress> woken = hint switch
        {
            { Wallet: { } wallet } => wallets.Contains(wallet) ? [wallet] : [],
            { Token: { } token } => tokens.WalletsOf(token),
            _ => [],
        };
        var source = hint.Wallet is null ? "market-stream" : "activity-stream";
        // The market stream names no wallet: the trade is that of one of these, or of none.
        var awaited = hint is { Wallet: not null, Transaction: { } transaction } ? ImmutableHashSet.Create(transaction) : [];
        foreach (var wallet in woken) _wakeUps.Add(wallet, new(source, hint.ReceivedAt) { Awaited = awaited });
        if (woken.Count == 0) return;
        Wakings.Add(1, new KeyValuePair<string, object?>("source", source));
        Log.Woken(logger, source, woken.Count);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        _loops.RunAsync("activity stream", ReadActivityAsync, stoppingToken),
        _loops.RunAsync("market stream", ReadMarketAsync, stoppingToken),
        _loops.RunAsync("token refresh", RefreshTokensAsync, stoppingToken),
        _loops.RunAsync("drain of woken wallets", async ct => await DrainWokenAsync(await _wakeUps.TakeAsync(ct), ct), stoppingToken, DrainFailed),
        _loops.RunAsync("regular drain", RegularAsync, stoppingToken, DrainFailed));

    private TimeSpan Overlap => TimeSpan.FromSeconds(options.Value.OverlapSeconds);

    private DateTimeOffset StartOf(WatchedWallet wallet) => wallet.StartOf(Overlap, clock.GetUtcNow());

    private TimeSpan QuickOverlap => TimeSpan.FromSeconds(options.Value.QuickOverlapSeconds);

    private async Task RegularAsync(CancellationToken ct)
    {
        // By a clock that nobody sets: a step of the machine's time must not make a pause of an hour.
        var (began, last) = (clock.GetTimestamp(), clock.GetTimestamp());
        await DrainOnceAsync(isThorough: true, ct);
        while (clock.GetElapsedTime(began).TotalSeconds < options.Value.SafetyNetSeconds)
        {
            var left = TimeSpan.FromSeconds(options.Value.DrainSeconds) - clock.GetElapsedTime(last);
            if (left > TimeSpan.Zero) await Task.Delay(left, clock, ct);
            last = clock.GetTimestamp();
            await DrainOnceAsync(isThorough: false, ct);
        }
    }

    // Wallets that are new or come back after a restart. Many at once are read together when that does not go far back.
    private async Task CatchUpAsync(WatchedWallet[] behind, CancellationToken ct)
    {
        var from = behind.Min(StartOf);
        var isTogether = behind.Length > options.Value.MostWalletsAtOnce && clock.GetUtcNow() - from < TimeSpan.FromMinutes(10);
        if (!isTogether || !await GlobalAsync(from, "global-drain", ct)) await AllAsync(behind, ct);
    }

    /// <summary>False when everybody's trades are not to be had or did not reach back far enough; then wallets are read one by one.</summary>
    private async Task<bool> GlobalAsync(DateTimeOffset from, string source, CancellationToken ct)
    {
        if (!_everybody.IsOffered) return false;
        var began = clock.GetUtcNow();
        try
        {
            var (isComplete, _) = await drain.OfEverybodyAsync(from, source, ct);
            _everybody.Read(began);
            return isComplete;
        }
        catch (VenueUnavailableException e)
        {
            if (_everybody.Failed()) Log.GlobalNotOffered(logger, e.Message);
            return false;
        }
    }

    private async Task AllAsync(IReadOnlyList<WatchedWallet> all, CancellationToken ct)
    {
        foreach (var some in all.Chunk(options.Value.MostWalletsAtOnce))
        {
            _budget.TryTake(some.Length);
            await Task.WhenAll(some.Select(wallet => drain.OfWalletAsync(wallet, StartOf(wallet), "wallet-drain", ct)));
        }
    }

    // Without everybody's trades each wallet is asked in turn, as many a second as the venue takes.
    private async Task InTurnAsync(IReadOnlyList<WatchedWallet> all, CancellationToken ct)
    {
        var ordered = all.OrderBy(wallet => wallet.Wallet.Value, StringComparer.Ordinal).ToList();
        var some = Enumerable.Range(0, Math.Min(ordered.Count, options.Value.MostWalletsAtOnce)).Select(i => ordered[(_turn + i) % ordered.Count]).ToList();
        _turn = (_turn + some.Count) % ordered.Count;
        await AllAsync(some, ct);
    }

    private async Task ReadActivityAsync(CancellationToken ct)
    {
        await foreach (var hint in activity.ReadAsync(ct)) Wake(hint);
    }

    private async Task ReadMarketAsync(CancellationToken ct)
    {
        await foreach (var hint in market.ReadAsync(ct)) Wake(hint);
    }

    private async Task RefreshTokensAsync(CancellationToken ct)
    {
        await tokens.RefreshAsync(ct);
        await Task.Delay(TimeSpan.FromSeconds(wallets.All().Count == 0 ? Math.Min(5, options.Value.TokenRefreshSeconds) : options.Value.TokenRefreshSeconds), clock, ct);
    }

    private void DrainFailed(Exception failure, int inARow) => feeds.Report(TradeDrain.Feed, inARow < FailuresUntilDown ? FeedCondition.Stale : FeedCondition.Down, failure.Message);

    private static partial class Log
    {
        [LoggerMessage(EventId = 4011, EventName = "poly.wallet_watch.ws.wakeup_total", Level = LogLevel.Debug, Message = "poly.wallet_watch.ws.wakeup_total source={Source} wallets={Wallets}")]
        public static partial void Woken(ILogger logger, string source, int wallets);

        [LoggerMessage(EventId = 4012, Level = LogLevel.Warning, Message = "Everybody's trades are not to be had ({Problem}): wallets are asked one by one for a minute.")]
        public static partial void GlobalNotOffered(ILogger logger, string problem);
    }
}
