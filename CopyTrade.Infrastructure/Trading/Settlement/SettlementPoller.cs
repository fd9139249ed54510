using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Trading.Readiness;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Settlement;

/// <summary>
/// Asks for own trades of wallets with unfinished business: seldom while the user channel speaks, often while it does not, and a few
/// times more after an order ended. What is asked goes on where the last reading ended; older trades that are not final are asked for
/// one by one. Looks are begun and not waited for: a wallet that the venue is slow with holds up only itself.
/// </summary>
public sealed partial class SettlementPoller(
    TenantScopes scopes, BusyTenants busy, IVenueGateway gateway, IVenueCredentials credentials, SettlementRecorder recorder, PollRequests polls, ReadinessRequests readiness, StreamFreshness freshness,
    OrderQueue queue, VenueSettings venue, IOptions<TradingOptions> options, TimeProvider clock, ILogger<SettlementPoller> logger) : HostedLoop(clock, logger)
{
    private const int AtOnce = 4;
    private const int SlowAtOnce = 3;
    private const int OldTradesAtOnce = 20;
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BetweenOldTrades = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenDeepLooks = TimeSpan.FromMinutes(5);
    private readonly TimeProvider _clock = clock;
    private readonly ConcurrentDictionary<WalletConnectionId, long> _polled = new();
    private readonly ConcurrentDictionary<WalletConnectionId, long> _deep = new();
    private readonly ConcurrentDictionary<WalletConnectionId, (long? At, int Next)> _old = new();

    // Whoever was slow the last time queues with the slow.
    private readonly ConcurrentDictionary<WalletConnectionId, byte> _slow = new();
    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly SemaphoreSlim _slowPlaces = new(SlowAtOnce);
    private readonly Dictionary<WalletConnectionId, Task> _running = [];

    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    public override void Dispose()
    {
        base.Dispose();
        _places.Dispose();
        _slowPlaces.Dispose();
    }

    /// <summary>Returns how many wallets were asked about, once they were.</summary>
    public async Task<int> PollAsync(IReadOnlyCollection<TenantRef> among, CancellationToken ct)
    {
        var looks = await BeginAsync(among, ct);
        await Task.WhenAll(looks);
        return looks.Count;
    }

    protected override async Task RoundAsync(CancellationToken ct)
    {
        // What waits to go out goes first.
        await queue.CalmAsync(LongestHold, _clock, ct);
        await BeginAsync(await busy(ct), ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await base.ExecuteAsync(stoppingToken);
        await Task.WhenAll(_running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<IReadOnlyList<Task>> BeginAsync(IReadOnlyCollection<TenantRef> among, CancellationToken ct)
    {
        foreach (var done in _running.Where(look => look.Value.IsCompleted).Select(look => look.Key).ToList()) _running.Remove(done);
        if (among.Count == 0) return [];
        var owners = among.ToDictionary(tenant => tenant.Tenant);
        // Of whom nothing is known to be unfinished yet is asked about once it is.
        var asked = polls.Drain().ToLookup(tenant => owners.ContainsKey(tenant.Tenant));
        foreach (var tenant in asked[false]) polls.Raise(tenant);
        var urgent = asked[true].Select(tenant => tenant.Tenant).ToHashSet();
        var begun = new List<Task>();
        foreach (var wallet in await FindAsync(among, [.. asked[true]], ct))
        {
            var tenant = owners[new(wallet.TenantId)];
            var isUrgent = urgent.Contains(tenant.Tenant);
            if (_running.ContainsKey(wallet.Wallet))
            {
                // The look that runs may have been answered before what there is to hear of now.
                if (isUrgent) polls.Raise(tenant);
            }
            else if (isUrgent || IsDue(tenant.Tenant, wallet.Wallet))
            {
                _polled[wallet.Wallet] = _clock.GetTimestamp();
                begun.Add(_running[wallet.Wallet] = LookAsync(tenant, wallet, ct));
            }
        }

        return begun;
    }

    // What was asked for stays asked for when the database does not answer.
    private async Task<IReadOnlyList<UnfinishedTrades>> FindAsync(IReadOnlyCollection<TenantRef> among, IReadOnlyList<TenantRef> asked, CancellationToken ct)
    {
        try
        {
            return await UnfinishedTrades.FindAsync(scopes, among, venue.Mode, _clock.GetUtcNow(), ct);
        }
        catch
        {
            foreach (var tenant in asked) polls.Raise(tenant);
            throw;
        }
    }

    private async Task LookAsync(TenantRef tenant, UnfinishedTrades wallet, CancellationToken ct)
    {
        var places = _slow.ContainsKey(wallet.Wallet) ? _slowPlaces : _places;
        try
        {
            await places.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        var began = _clock.GetTimestamp();
        try
        {
            await ReadAsync(tenant, wallet, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            if (e is VenueUnavailableException { CredentialsRefused: true }) readiness.Raise(tenant, WalletDoubts.Credentials);
            Log.PollFailed(logger, tenant.Tenant, e.Message);
        }
        finally
        {
            if (_clock.GetElapsedTime(began) > Slow) _slow[wallet.Wallet] = 0;
            else _slow.TryRemove(wallet.Wallet, out _);
            places.Release();
        }
    }

    private async Task ReadAsync(TenantRef tenant, UnfinishedTrades wallet, CancellationToken ct)
    {
        if (await credentials.GetAsync(tenant, wallet.Wallet, ct) is not { } login) return;
        var now = _clock.GetUtcNow();
        var since = wallet.DeepSince(now) is { } deep && IsTime(_deep, wallet.Wallet, BetweenDeepLooks) ? deep : wallet.Since(now);
        // As of before the question: what matches during it is read the next time.
        var isRecorded = await recorder.RecordAsync(tenant, await gateway.TradesAsync(login, since, ct));
        if (isRecorded) await wallet.MarkReadAsync(scopes, tenant, now, ct);
        foreach (var trade in OldTradesOf(wallet)) await recorder.RecordAsync(tenant, await gateway.FindTradeAsync(login, trade, ct));
    }

    /// <summary>Now and then some of them, each in its turn.</summary>
    private List<string> OldTradesOf(UnfinishedTrades wallet)
    {
        if (wallet.OldTrades.Length == 0) return [];
        var last = _old.GetValueOrDefault(wallet.Wallet);
        if (last.At is { } at && _clock.GetElapsedTime(at) < BetweenOldTrades) return [];
        _old[wallet.Wallet] = (_clock.GetTimestamp(), last.Next + OldTradesAtOnce);
        return [.. Enumerable.Range(last.Next, Math.Min(OldTradesAtOnce, wallet.OldTrades.Length)).Select(n => wallet.OldTrades[n % wallet.OldTrades.Length])];
    }

    private bool IsTime(ConcurrentDictionary<WalletConnectionId, long> last, WalletConnectionId wallet, TimeSpan pause)
    {
        if (last.TryGetValue(wallet, out var at) && _clock.GetElapsedTime(at) < pause) return false;
        last[wallet] = _clock.GetTimestamp();
        return true;
    }

    private bool IsDue(TenantId tenant, WalletConnectionId wallet)
    {
        var pause = TimeSpan.FromSeconds(freshness.IsFresh(tenant) ? options.Value.PollWithStreamSeconds : options.Value.PollSeconds);
        return !_polled.TryGetValue(wallet, out var last) || _clock.GetElapsedTime(last) >= pause;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1414, Level = LogLevel.Warning, Message = "Own trades of tenant {TenantId} could not be read: {Reason}")]
        public static partial void PollFailed(ILogger logger, TenantId tenantId, string reason);
    }
}
