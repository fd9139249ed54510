using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Trading.Readiness;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading.Settlement;

/// <summary>One user channel for each active wallet with credentials. What it says is a hint that comes early; <see cref="SettlementPoller"/> brings what it misses.</summary>
public sealed partial class UserStreamHub(
    TenantScopes scopes, TenantList tenants, IUserStream stream, IVenueCredentials credentials, OrderOutcomes outcomes, SettlementRecorder recorder,
    OrderQueue queue, PollRequests polls, StreamFreshness freshness, IFeedMonitor feeds, TimeProvider clock, ILogger<UserStreamHub> logger) : HostedLoop(clock, logger)
{
    private const string Feed = "user-stream";

    // One fill copied for a thousand accounts is matched a thousand times within seconds: their news must leave connections to the orders that still wait to go out.
    private const int MessagesAtOnce = 6;
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(15);
    private readonly TimeProvider _clock = clock;
    private readonly SemaphoreSlim _turns = new(MessagesAtOnce);
    private readonly Dictionary<(WalletConnectionId, DateTimeOffset?), (CancellationTokenSource Stop, Task Run)> _open = [];
    private IReadOnlyList<TenantRef>? _looked;
    private DateTimeOffset _lookedAt;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(3);

    /// <summary>Opens and closes channels so that they are those of the wallets there are. New credentials are a new channel.</summary>
    protected override async Task RoundAsync(CancellationToken ct)
    {
        // The list is made anew whenever a wallet changes: the same list has the same wallets.
        var all = tenants();
        if (ReferenceEquals(all, _looked) && _clock.GetUtcNow() - _lookedAt is var age && age >= TimeSpan.Zero && age < LookAgainAfter) return;
        var wanted = (await TenantWallets.ReadAsync(scopes, all, ct)).Where(w => w.Wallet.CredentialsAt is not null).ToDictionary(w => (w.Wallet.Id, w.Wallet.CredentialsAt));
        (_looked, _lookedAt) = (all, _clock.GetUtcNow());
        foreach (var key in _open.Keys.Where(key => !wanted.ContainsKey(key)).ToList())
        {
            await CloseAsync(_open[key]);
            _open.Remove(key);
        }

        foreach (var (key, (tenant, wallet)) in wanted.Where(w => !_open.ContainsKey(w.Key)))
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            _open[key] = (stop, ListenAsync(tenant, wallet.Id, stop.Token));
        }

        if (_open.Count == 0) feeds.Report(Feed, FeedCondition.Idle, null);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await base.ExecuteAsync(stoppingToken);
        foreach (var channel in _open.Values) await CloseAsync(channel);
    }

    public override void Dispose()
    {
        _turns.Dispose();
        base.Dispose();
    }

    private static async Task CloseAsync((CancellationTokenSource Stop, Task Run) channel)
    {
        await channel.Stop.CancelAsync();
        await channel.Run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        channel.Stop.Dispose();
    }

    private async Task ListenAsync(TenantRef tenant, WalletConnectionId wallet, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (await credentials.GetAsync(tenant, wallet, ct) is { } login)
                {
                    await foreach (var message in stream.ReadAsync(login, ct)) await HandleAsync(tenant, message, ct);
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                feeds.Report(Feed, FeedCondition.Stale, e.Message);
                Log.ChannelBroke(logger, tenant.Tenant, e);
            }

            await Task.Delay(TimeSpan.FromSeconds(2), _clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One message that cannot be recorded must not cost the channel.</summary>
    private async Task HandleAsync(TenantRef tenant, UserEvent message, CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        try
        {
            await queue.CalmAsync(LongestHold, _clock, ct);
            switch (message)
            {
                case UserEvent.Connected:
                    feeds.Report(Feed, FeedCondition.Fresh, null);
                    polls.Raise(tenant);
                    return;
                case UserEvent.Order order:
                    await outcomes.RecordAsync(tenant, order.Update);
                    break;
                case UserEvent.Trade trade:
                    if (!await recorder.RecordAsync(tenant, trade.Trades)) polls.Raise(tenant);
                    break;
            }

            freshness.Heard(tenant.Tenant);
            feeds.DataArrived(Feed);
        }
        catch (Exception e)
        {
            polls.Raise(tenant);
            Log.MessageLost(logger, tenant.Tenant, e);
        }
        finally
        {
            _turns.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1412, Level = LogLevel.Warning, Message = "The user channel of tenant {TenantId} broke; it is opened again.")]
        public static partial void ChannelBroke(ILogger logger, TenantId tenantId, Exception exception);

        [LoggerMessage(EventId = 1413, Level = LogLevel.Error, Message = "A message of the user channel of tenant {TenantId} could not be recorded; polling brings it again.")]
        public static partial void MessageLost(ILogger logger, TenantId tenantId, Exception exception);
    }
}
