using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Readiness;

/// <summary>Looks at wallets: all of them now and then, one at once when it was connected, when the venue refused something because of it, and when its fills settled.</summary>
public sealed class WalletReadinessLoop : HostedLoop
{
    private const int AtOnce = 8;
    private const int NewcomersAtOnce = 4;
    private static readonly TimeSpan AgainAfterTrouble = TimeSpan.FromSeconds(5);
    private readonly TenantScopes _scopes;
    private readonly TenantList _tenants;
    private readonly WalletReadinessCheck _check;
    private readonly ReadinessRequests _requests;
    private readonly TradingOptions _options;
    private readonly TimeProvider _clock;
    private readonly IDisposable _subscription;
    private readonly ConcurrentDictionary<TenantId, byte> _changed = new();

    // Whoever waits for the first look never queues behind wallets that were looked at before.
    private readonly SemaphoreSlim _newcomers = new(NewcomersAtOnce);
    private readonly SemaphoreSlim _others = new(AtOnce);
    private readonly Dictionary<TenantId, Task> _running = [];
    private long? _lastForAll;

    public WalletReadinessLoop(
        TenantScopes scopes, TenantList tenants, WalletReadinessCheck check, ReadinessRequests requests, IChangeFeed changes, IOptions<TradingOptions> options, TimeProvider clock, ILogger<WalletReadinessLoop> logger)
        : base(clock, logger)
    {
        (_scopes, _tenants, _check, _requests, _options, _clock) = (scopes, tenants, check, requests, options.Value, clock);
        _subscription = changes.Subscribe(change =>
        {
            if (change is { Kind: ChangeKind.Wallet, Tenant: { } tenant }) _changed.TryAdd(tenant, 0);
            else if (change is { Kind: ChangeKind.Wallet, Tenant: null }) _lastForAll = null;   // what was announced while nobody listened is not known
        });
    }

    protected override TimeSpan Pause => TimeSpan.FromSeconds(0.5);

    public override void Dispose()
    {
        _subscription.Dispose();
        base.Dispose();
        _newcomers.Dispose();
        _others.Dispose();
    }

    /// <summary>Begins what is due and waits for nothing: a wallet that the venue is slow with holds up only itself.</summary>
    protected override async Task RoundAsync(CancellationToken ct)
    {
        var all = _tenants();
        var began = _clock.GetTimestamp();
        var isForAll = _lastForAll is not { } last || _clock.GetElapsedTime(last).TotalSeconds >= _options.ReadinessSeconds;
        // A tenant that the enumerator does not list yet stays in the set until it does.
        var changed = all.Where(tenant => _changed.TryRemove(tenant.Tenant, out _)).ToList();
        var asked = _requests.Drain().Union(changed).ToList();
        foreach (var done in _running.Where(check => check.Value.IsCompleted).Select(check => check.Key).ToList()) _running.Remove(done);
        foreach (var (tenant, wallet) in await ReadAsync(isForAll ? all : asked, asked, ct))
        {
            if (!_running.ContainsKey(tenant.Tenant)) _running[tenant.Tenant] = CheckAsync(tenant, wallet, ct);
            else if (asked.Contains(tenant)) _requests.Raise(tenant);
        }

        if (isForAll) _lastForAll = began;
    }

    // What was asked for stays asked for when the database does not answer.
    private async Task<IReadOnlyList<(TenantRef Tenant, WalletConnection Wallet)>> ReadAsync(IReadOnlyCollection<TenantRef> tenants, IReadOnlyCollection<TenantRef> asked, CancellationToken ct)
    {
        try
        {
            return await TenantWallets.ReadAsync(_scopes, tenants, ct);
        }
        catch
        {
            foreach (var tenant in asked) _requests.Raise(tenant);
            throw;
        }
    }

    private async Task CheckAsync(TenantRef tenant, WalletConnection wallet, CancellationToken ct)
    {
        var places = wallet is { CredentialsAt: null, ReadinessProblem: null } ? _newcomers : _others;
        var (isAnswered, doubts) = (false, WalletDoubts.None);
        await places.WaitAsync(ct);
        try
        {
            doubts = _requests.TakeDoubts(tenant.Tenant);
            isAnswered = await _check.RunAsync(tenant, wallet, doubts, ct);
        }
        finally
        {
            places.Release();
        }

        // A passing trouble (the venue, the network, a clock just set right) must not cost a minute of trading.
        if (isAnswered) return;
        await Task.Delay(AgainAfterTrouble, _clock, ct);
        _requests.Raise(tenant, doubts);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await base.ExecuteAsync(stoppingToken);
        await Task.WhenAll(_running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
