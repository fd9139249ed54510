using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>Looks at wallets: all of them now and then, one at once when it was connected, when the venue refused something because of it, and when its fills settled.</summary>
public sealed class WalletReadinessLoop : HostedLoop
{
    private readonly TenantScopes _scopes;
    private readonly TenantList _tenants;
    private readonly WalletReadinessCheck _check;
    private readonly ReadinessRequests _requests;
    private readonly TradingOptions _options;
    private readonly TimeProvider _clock;
    private readonly IDisposable _subscription;
    private readonly ConcurrentDictionary<TenantId, byte> _changed = new();
    private DateTimeOffset _nextForAll = DateTimeOffset.MinValue;

    public WalletReadinessLoop(
        TenantScopes scopes, TenantList tenants, WalletReadinessCheck check, ReadinessRequests requests, IChangeFeed changes, IOptions<TradingOptions> options, TimeProvider clock, ILogger<WalletReadinessLoop> logger)
        : base(clock, logger)
    {
        (_scopes, _tenants, _check, _requests, _options, _clock) = (scopes, tenants, check, requests, options.Value, clock);
        _subscription = changes.Subscribe(change =>
        {
            if (change is { Kind: ChangeKind.Wallet, Tenant: { } tenant }) _changed.TryAdd(tenant, 0);
            else if (change is { Kind: ChangeKind.Wallet, Tenant: null }) _nextForAll = DateTimeOffset.MinValue;   // what was announced while nobody listened is not known
        });
    }

    protected override TimeSpan Pause => TimeSpan.FromSeconds(0.5);

    public override void Dispose()
    {
        _subscription.Dispose();
        base.Dispose();
    }

    protected override async Task RoundAsync(CancellationToken ct)
    {
        var all = _tenants();
        var isForAll = _clock.GetUtcNow() >= _nextForAll;
        if (isForAll) _nextForAll = _clock.GetUtcNow().AddSeconds(_options.ReadinessSeconds);
        // A tenant that the enumerator does not list yet stays in the set until it does.
        var changed = all.Where(tenant => _changed.TryRemove(tenant.Tenant, out _)).ToList();
        var wanted = isForAll ? all : [.. _requests.Drain().Union(changed)];
        foreach (var (tenant, wallet) in await TenantWallets.ReadAsync(_scopes, wanted, ct)) await _check.RunAsync(tenant, wallet, ct);
    }
}
