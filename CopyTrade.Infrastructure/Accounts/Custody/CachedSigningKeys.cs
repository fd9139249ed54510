using System.Diagnostics.CodeAnalysis;
using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Venue.Signing;

namespace CopyTrade.Infrastructure.Accounts.Custody;

/// <summary>
/// Lends keys from the vault and keeps each open for a few seconds, so that a burst of orders reads its key once. A
/// revocation reaches this cache within that time; the authoriser sees it at once.
/// </summary>
internal sealed class CachedSigningKeys : ISigningKeys, IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<(TenantId, WalletConnectionId), OpenKey> _open = [];
    private readonly WalletVault _vault;
    private readonly TimeProvider _clock;
    private readonly ITimer _sweep;

    public CachedSigningKeys(WalletVault vault, TimeProvider clock)
    {
        (_vault, _clock) = (vault, clock);
        _sweep = clock.CreateTimer(_ => Sweep(all: false), null, Lifetime, Lifetime);
    }

    public async ValueTask<T> UseAsync<T>(TenantRef tenant, WalletConnectionId connection, Func<EthereumSigner, T> use, CancellationToken ct)
    {
        while (true)
        {
            if (Find(tenant.Tenant, connection) is { } known && known.TryUse(use, out var result)) return result;
            Keep(tenant.Tenant, connection, new OpenKey(await _vault.OpenSignerAsync(tenant, connection, ct), _clock.GetTimestamp()));
        }
    }

    public async Task OpenAsync(IReadOnlyCollection<(TenantRef Tenant, WalletConnectionId Connection)> wallets, CancellationToken ct)
    {
        (TenantRef, WalletConnectionId)[] missing = [.. wallets.Where(wallet => Find(wallet.Tenant.Tenant, wallet.Connection) is null)];
        if (missing.Length == 0) return;
        foreach (var (tenant, connection, signer) in await _vault.OpenSignersAsync(missing, ct)) Keep(tenant.Tenant, connection, new OpenKey(signer, _clock.GetTimestamp()));
    }

    public void Dispose()
    {
        _sweep.Dispose();
        Sweep(all: true);
    }

    private OpenKey? Find(TenantId tenant, WalletConnectionId connection)
    {
        lock (_lock) return _open.TryGetValue((tenant, connection), out var key) && IsYoung(key) ? key : null;
    }

    private void Keep(TenantId tenant, WalletConnectionId connection, OpenKey key)
    {
        lock (_lock)
        {
            if (_open.Remove((tenant, connection), out var old)) old.Dispose();
            _open.Add((tenant, connection), key);
        }
    }

    // By a clock that nobody sets: no step of the machine's time keeps a key open for longer.
    private bool IsYoung(OpenKey key) => _clock.GetElapsedTime(key.Since) < Lifetime;

    private void Sweep(bool all)
    {
        lock (_lock)
        {
            foreach (var (id, key) in _open.Where(entry => all || !IsYoung(entry.Value)).ToList())
            {
                key.Dispose();
                _open.Remove(id);
            }
        }
    }

    /// <summary>Never zeroed while it signs: half a key would sign wrongly.</summary>
    private sealed class OpenKey(EthereumSigner signer, long since) : IDisposable
    {
        private readonly Lock _use = new();
        private bool _closed;

        public long Since { get; } = since;

        public bool TryUse<T>(Func<EthereumSigner, T> use, [MaybeNullWhen(false)] out T result)
        {
            lock (_use)
            {
                result = _closed ? default : use(signer);
                return !_closed;
            }
        }

        public void Dispose()
        {
            lock (_use)
            {
                _closed = true;
                signer.Dispose();
            }
        }
    }
}
