using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Trading.Settlement;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>
/// Who has anything unfinished: an order, a match that is not final, a transaction, an approval or transfer asked for, an intent
/// not decided. The loops that look through the ledger every second look for these tenants only, and rest while there is none.
/// Whoever is announced counts at once; all are read again every five seconds, which finds what was never announced.
/// Thread-safe.
/// </summary>
public sealed class OpenBusiness : IDisposable
{
    private static readonly TimeSpan ReadAfter = TimeSpan.FromSeconds(5);

    // A match is reported within minutes; the trade record is asked about it for a day. An order that ended is work again when a look at it is due.
    private const string BusySql = $"""
        select billing_account_id from trade_order where status in ('pending', 'open', 'partial')
        union select billing_account_id from order_fill where settlement in ('matched', 'retrying', 'mined')
        union select w.billing_account_id from {AfterLooks.Ended}
        union select o.billing_account_id from trade_order o where o.finished_at > @refused and {SecondTries.MayBeTried}
        union select billing_account_id from chain_transaction where status in ('pending', 'submitted', 'mined')
        union select billing_account_id from wallet_approval where state in ('requested', 'submitted')
        union select billing_account_id from paper_order where status = 'live'
        union select billing_account_id from wallet_transfer where state in ('requested', 'signed', 'sent')
        union select billing_account_id from signal_intent where status in ('queued', 'waiting')
        """;

    private readonly TenantScopes _scopes;
    private readonly TenantList _tenants;
    private readonly TimeProvider _clock;
    private readonly IDisposable _subscription;
    private readonly SemaphoreSlim _turn = new(1);
    private ConcurrentDictionary<TenantId, byte> _announced = new();
    private volatile IReadOnlySet<TenantId> _read = new HashSet<TenantId>();
    private volatile IReadOnlyList<TenantRef> _readOf = [];
    private long _readAt;
    private int _isStale = 1;

    public OpenBusiness(TenantScopes scopes, TenantList tenants, IChangeFeed changes, TimeProvider clock)
    {
        (_scopes, _tenants, _clock) = (scopes, tenants, clock);
        _subscription = changes.Subscribe(Hear);
    }

    /// <summary>Empty on a host that does not lead.</summary>
    public async Task<IReadOnlyList<TenantRef>> TenantsAsync(CancellationToken ct)
    {
        var all = _tenants();
        if (all.Count == 0)
        {
            Volatile.Write(ref _isStale, 1);
            return all;
        }

        if (IsStale(all)) await ReadAsync(all, ct);
        var (read, announced) = (_read, Volatile.Read(ref _announced));
        return read.Count == 0 && announced.IsEmpty ? [] : [.. all.Where(tenant => read.Contains(tenant.Tenant) || announced.ContainsKey(tenant.Tenant))];
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _turn.Dispose();
    }

    private void Hear(Change change)
    {
        if (change.Kind is ChangeKind.Fills or ChangeKind.Targets or ChangeKind.Jobs) return;
        // Without a tenant it means that words may have been missed.
        if (change.Tenant is { } tenant) Volatile.Read(ref _announced).TryAdd(tenant, 0);
        else Volatile.Write(ref _isStale, 1);
    }

    private bool IsStale(IReadOnlyList<TenantRef> all) =>
        Volatile.Read(ref _isStale) == 1 || !ReferenceEquals(all, _readOf) || _clock.GetElapsedTime(Volatile.Read(ref _readAt)) >= ReadAfter;

    private async Task ReadAsync(IReadOnlyList<TenantRef> all, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (!IsStale(all)) return;
            Volatile.Write(ref _isStale, 0);
            // Who is announced from here on may be too late for the question, and counts until the next one.
            var before = Interlocked.Exchange(ref _announced, new());
            try
            {
                _read = (await _scopes.ReadManyAsync<TenantId>(all, BusySql, new { now = _clock.GetUtcNow(), recent = _clock.GetUtcNow() - AfterLooks.Missing, refused = _clock.GetUtcNow() - SecondTries.Longest }, ct)).ToHashSet();
                (_readOf, _) = (all, Interlocked.Exchange(ref _readAt, _clock.GetTimestamp()));
            }
            catch
            {
                foreach (var tenant in before.Keys) Volatile.Read(ref _announced).TryAdd(tenant, 0);
                Volatile.Write(ref _isStale, 1);
                throw;
            }
        }
        finally
        {
            _turn.Release();
        }
    }
}
