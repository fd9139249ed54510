using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Accounts.Preflight;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Trading.Readiness;
using CopyTrade.Infrastructure.Venue.Signing;

namespace CopyTrade.Infrastructure.Accounts.Preflight;

/// <summary>Reads what the checks look at, each from whoever knows. Silence is an answer of its own and no exception.</summary>
internal sealed class PreflightSources(
    ISigningKeys keys, IVenueStanding standing, IVenueAccounts accounts, IVenueCredentials credentials, IChainState chain, IDeposits deposits, INetworkMoney gas, ReadinessRequests readiness, TimeProvider clock)
{
    private static readonly SignatureType[] Kinds = [SignatureType.Eoa, SignatureType.Proxy, SignatureType.Safe, SignatureType.DepositWallet];
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public Task<Reading<string>> KeyAsync(TenantRef tenant, WalletConnection wallet, CancellationToken ct) => ReadAsync<string>(async () =>
    {
        try
        {
            var address = await keys.UseAsync(tenant, wallet.Id, key => key.Address, ct);
            return address == wallet.Signer ? null! : $"The stored key belongs to {address}, not to {wallet.Signer}: disconnect the wallet and connect it again.";
        }
        catch (SignerUnavailableException e)
        {
            return e.Message;
        }
    });

    /// <summary>The venue names a whole second: what lies between the two moments of asking and hearing is no difference.</summary>
    public Task<Reading<TimeSpan>> SkewAsync(CancellationToken ct) => ReadAsync(async () =>
    {
        var sent = clock.GetUtcNow();
        var venue = await standing.TimeAsync(ct);
        var (least, most) = (sent - venue - Second, clock.GetUtcNow() - venue);
        return least > TimeSpan.Zero ? least : most < TimeSpan.Zero ? most : TimeSpan.Zero;
    });

    public Task<Reading<VenueRegion>> RegionAsync(CancellationToken ct) => ReadAsync(() => standing.RegionAsync(ct));

    public Task<Reading<VenueAccount>> AccountAsync(TenantRef tenant, WalletConnection wallet, CancellationToken ct) => ReadAsync(async () =>
    {
        var (login, state, refusal) = await LoginAsync(tenant, wallet, ct);
        if (login is null) return new VenueAccount(LoginState.Refused, refusal, null, new Dictionary<SignatureType, Usdc>());
        var balances = await Task.WhenAll(Kinds.Select(async kind => (Kind: kind, Held: await BalanceAsync(login, kind, ct))));
        return new VenueAccount(state, null, await ClosedOnlyAsync(login, ct), balances.Where(one => one.Held is not null).ToDictionary(one => one.Kind, one => one.Held!.Value));
    });

    public Task<Reading<ChainMoney>> ChainAsync(WalletConnection wallet, CancellationToken ct) => ReadAsync(async () =>
    {
        var (held, bridged, network, given) = (chain.CollateralAsync(wallet.Funder, ct), deposits.BridgedAsync(wallet.Funder, ct), gas.OfAsync(wallet.Signer, ct), chain.ApprovalsAsync(wallet.Funder, ct));
        await Task.WhenAll(held, bridged, network, given);
        var approvals = await given;
        return new ChainMoney(await held, await bridged, await network, [.. chain.Steps.Where(step => !approvals[step.Key])]);
    });

    // Closed-only is the first thing that needs a login and moves nothing: what it says of the stored credentials is the check.
    private async Task<(VenueCredentials? Login, LoginState State, string? Refusal)> LoginAsync(TenantRef tenant, WalletConnection wallet, CancellationToken ct)
    {
        if (await credentials.GetAsync(tenant, wallet.Id, ct) is { } stored)
        {
            try
            {
                await standing.IsClosedOnlyAsync(stored, ct);
                return (stored, LoginState.Accepted, null);
            }
            catch (VenueUnavailableException e) when (e.CredentialsRefused)
            {
                // Below it is tried with the key itself; whoever trades puts new ones in place.
                readiness.Raise(tenant, WalletDoubts.Credentials);
            }
        }

        try
        {
            return (await accounts.DeriveCredentialsAsync(tenant, wallet, ct), LoginState.Renewed, null);
        }
        catch (VenueUnavailableException e) when (e.InnerException is null)
        {
            return (null, LoginState.Refused, e.Message);
        }
    }

    private async Task<Usdc?> BalanceAsync(VenueCredentials login, SignatureType kind, CancellationToken ct)
    {
        try
        {
            return (await accounts.CollateralAsync(login, kind, ct)).Balance;
        }
        catch (VenueUnavailableException)
        {
            return null;
        }
    }

    private async Task<bool?> ClosedOnlyAsync(VenueCredentials login, CancellationToken ct)
    {
        try
        {
            return await standing.IsClosedOnlyAsync(login, ct);
        }
        catch (VenueUnavailableException)
        {
            return null;
        }
    }

    private static async Task<Reading<T>> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return new(await read(), null);
        }
        catch (VenueUnavailableException e)
        {
            return new(default, $"Not known: {e.Message} Run the checks again.");
        }
        catch (SignerUnavailableException)
        {
            return new(default, "Not known: the key cannot be used, see the first check.");
        }
    }
}
