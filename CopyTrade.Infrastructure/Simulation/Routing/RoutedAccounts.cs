using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Simulation.Routing;

/// <summary>A paper wallet has its balance here, and needs neither credentials nor approvals.</summary>
internal sealed class RoutedAccounts(IVenueAccounts real, PaperLedger ledger) : IVenueAccounts
{
    public Task<VenueCredentials> DeriveCredentialsAsync(TenantRef tenant, WalletConnection connection, CancellationToken ct) => connection.SignatureType == SignatureType.Paper
        ? Task.FromResult(VenueCredentials.OfPaper(connection.Signer, tenant))
        : real.DeriveCredentialsAsync(tenant, connection, ct);

    public async Task<CollateralState> CollateralAsync(VenueCredentials credentials, SignatureType signatureType, CancellationToken ct) => credentials.PaperAccount is not { } account
        ? await real.CollateralAsync(credentials, signatureType, ct)
        : new CollateralState(await ledger.CashAsync(account, ct) ?? Usdc.Zero, Approved: true);

    public Task RefreshBalanceAsync(VenueCredentials credentials, SignatureType signatureType, TokenId? token, CancellationToken ct) =>
        credentials.PaperAccount is null ? real.RefreshBalanceAsync(credentials, signatureType, token, ct) : Task.CompletedTask;
}
