using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>Writes a withdrawal down; the host that holds keys sends it, once. Whoever calls has made sure that it is the person who asks.</summary>
public sealed partial class WithdrawHandler(TenantScopes scopes, IOptions<VenueOptions> venue, IOptions<ChainOptions> chain, TimeProvider clock, ILogger<WithdrawHandler> logger)
{
    private static readonly WalletAddress Burn = WalletAddress.Parse("0x000000000000000000000000000000000000dead");
    private readonly ChainContracts _contracts = new(venue, chain);

    public async Task<WithdrawResult> HandleAsync(TenantRef tenant, Withdraw wish, CancellationToken ct)
    {
        if (wish.Amount <= Usdc.Zero) return new WithdrawResult.Refused(TransferErrors.AmountInvalid);
        if (wish.Amount != wish.AmountAgain) return new WithdrawResult.Refused(TransferErrors.AmountNotConfirmed);
        if (Problem(wish.To, out var to) is { } problem) return new WithdrawResult.Refused(problem);

        var now = clock.GetUtcNow();
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await WalletRows.TakeTurnAsync(scope, tenant.Tenant);
        if (await WalletRows.FindActiveAsync(scope, tenant.Tenant) is not { } wallet) return new WithdrawResult.Refused(AccountErrors.NoConnection);
        if (TransferErrors.NotOurs(wallet) is { } notOurs) return new WithdrawResult.Refused(notOurs);
        if (to == wallet.Signer || to == wallet.Funder) return new WithdrawResult.Refused(TransferErrors.AddressOwn);
        if (WithdrawAllowList.Refusal(await WithdrawAddresses.ReadAsync(scope, tenant.Tenant), to, now) is { } unlisted) return new WithdrawResult.Refused(TransferErrors.NotListed(unlisted));
        // A balance that is not known forbids nothing: the chain has the last word before anything is signed.
        if (wallet.CollateralBalance is { } free && wish.Amount > free) return new WithdrawResult.Refused(TransferErrors.TooMuch(free));

        var id = new WalletTransferId(Guid.CreateVersion7(now));
        var terms = new TransferTerms(WalletTransferKind.Withdraw, to, wish.Amount);
        if (!await WalletTransferLedger.InsertAsync(scope, tenant.Tenant, wallet.Id, id, terms, tenant.Owner, now)) return new WithdrawResult.Refused(TransferErrors.UnderWay);
        await scope.CommitAsync();
        Log.Asked(logger, id, wish.Amount, to, tenant.Tenant);
        return new WithdrawResult.Asked(new WalletTransfer(id, terms, WalletTransferState.Requested, null, null, now, null));
    }

    /// <summary>Why nothing can be sent there; null when it can.</summary>
    private AccountRefusal? Problem(string text, out WalletAddress to)
    {
        if (!WalletAddress.TryParse(text, out var address))
        {
            to = Burn;
            return TransferErrors.AddressMalformed;
        }

        to = address;
        return !ChecksumAddress.Matches(text) ? TransferErrors.AddressChecksum
            : _contracts.All.Contains(address) ? TransferErrors.AddressContract
            : address == Burn ? TransferErrors.AddressBurn
            : null;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3315, Level = LogLevel.Information, Message = "Withdrawal {Id} of {Amount} to {To} was asked for by tenant {TenantId}.")]
        public static partial void Asked(ILogger logger, WalletTransferId id, Usdc amount, WalletAddress to, TenantId tenantId);
    }
}
