using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>
/// Carries transfers of the wallet's own money to their end. The signature and the move from requested to signed are one
/// commit, so that no crash leaves a wish that may have been signed and looks as if it were not.
/// </summary>
public sealed partial class WalletTransferWorker(TenantScopes scopes, IDeposits deposits, ITransactionSender sender, TimeProvider clock, ILogger<WalletTransferWorker> logger)
{
    /// <summary>One look at all transfers of a tenant that are under way.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="wallet">The active connection; null when it was disconnected: what is signed is followed all the same.</param>
    /// <param name="ct">Ends the look.</param>
    /// <returns>True when one of them moved.</returns>
    public async Task<bool> RunAsync(TenantRef tenant, WalletConnection? wallet, CancellationToken ct)
    {
        IReadOnlyList<WalletTransferRow> rows;
        await using (var scope = await scopes.OpenManyAsync([tenant], ct)) rows = await WalletTransferLedger.UnderWayAsync(scope, tenant.Tenant);
        var moved = false;
        foreach (var row in rows) moved |= row.Stage == WalletTransferState.Requested ? await BeginAsync(tenant, wallet, row, ct) : await FollowAsync(tenant, row, ct);
        return moved;
    }

    private async Task<bool> BeginAsync(TenantRef tenant, WalletConnection? wallet, WalletTransferRow row, CancellationToken ct)
    {
        if (wallet is null || wallet.Id != row.ConnectionId) return await GiveUpAsync(tenant, row, "The wallet was disconnected before anything was sent.", ct);
        if (clock.GetUtcNow() >= row.ExpiresAt) return await GiveUpAsync(tenant, row, $"Nothing could be sent in time, and nothing was moved.{(row.Problem is null ? "" : " " + row.Problem)}", ct);
        var outcome = await SendAsync(tenant, wallet, row, ct);
        switch (outcome)
        {
            case SendOutcome.OnItsWay:
                return true;
            // What passes by itself is tried again until the wish expires.
            case SendOutcome.Refused { Reason: ChainRefusal.ChainUnavailable or ChainRefusal.FeeAboveCap } later:
                return await NoteAsync(tenant, row, later.Message, ct);
            case SendOutcome.Refused { Reason: ChainRefusal.NotWanted }:
                return false;
            case SendOutcome.Refused refused:
                return await GiveUpAsync(tenant, row, ProblemOf(row.Terms, refused), ct);
            default:
                return false;
        }
    }

    private async Task<SendOutcome?> SendAsync(TenantRef tenant, WalletConnection wallet, WalletTransferRow row, CancellationToken ct)
    {
        try
        {
            if (row.Terms.Kind == WalletTransferKind.Wrap && !await deposits.MayWrapAsync(wallet.Funder, row.Amount, ct))
                return await sender.SendAsync(tenant, wallet, ChainPurpose.ApprovingOnramp, new ChainCall.ApproveOnramp(), ct) is SendOutcome.Refused refused ? refused : null;
            return await sender.SendAsync(tenant, wallet, ChainPurpose.Of(row.Id), row.Terms.Call, ct);
        }
        catch (VenueUnavailableException e)
        {
            return new SendOutcome.Refused(ChainRefusal.ChainUnavailable, e.Message);
        }
    }

    private async Task<bool> FollowAsync(TenantRef tenant, WalletTransferRow row, CancellationToken ct)
    {
        if (row.TransactionId is not { } id || await sender.FindAsync(tenant, new(id), ct) is not { } seen) return false;
        if (WalletTransferLifecycle.Next(row.Stage, new WalletTransferEvent.Seen(seen.Status)) is not { } next) return false;
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        if (!await WalletTransferLedger.MoveAsync(scope, tenant.Tenant, row.Id, row.Stage, next, next == WalletTransferState.Failed ? seen.Problem ?? "The transaction failed; nothing was moved." : null, clock.GetUtcNow())) return false;
        await scope.CommitAsync();
        Log.Moved(logger, row.Id, row.Kind, row.Amount, tenant.Tenant, next);
        return true;
    }

    private async Task<bool> GiveUpAsync(TenantRef tenant, WalletTransferRow row, string why, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        if (!await WalletTransferLedger.MoveAsync(scope, tenant.Tenant, row.Id, WalletTransferState.Requested, WalletTransferState.Failed, why, clock.GetUtcNow())) return false;
        await scope.CommitAsync();
        Log.GivenUp(logger, row.Id, row.Kind, tenant.Tenant, why);
        return true;
    }

    private async Task<bool> NoteAsync(TenantRef tenant, WalletTransferRow row, string? problem, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        var isNews = await WalletTransferLedger.NoteAsync(scope, tenant.Tenant, row.Id, problem);
        await scope.CommitAsync();
        return isNews;
    }

    private static string ProblemOf(TransferTerms terms, SendOutcome.Refused refused) => (refused.Reason, terms.Kind) switch
    {
        (ChainRefusal.WouldRevert, WalletTransferKind.Withdraw) => $"The chain would refuse it: the wallet has less than {terms.Amount} of collateral, or the collateral cannot be moved now. Nothing was sent. ({refused.Message})",
        (ChainRefusal.WouldRevert, _) => $"The chain would refuse to wrap {terms.Amount}; nothing was sent. ({refused.Message})",
        _ => refused.Message,
    };

    private static partial class Log
    {
        [LoggerMessage(EventId = 3311, Level = LogLevel.Information, Message = "Transfer {Id} ({Kind} of {Amount}) of tenant {TenantId} is {State}.")]
        public static partial void Moved(ILogger logger, WalletTransferId id, string kind, Usdc amount, TenantId tenantId, WalletTransferState state);

        [LoggerMessage(EventId = 3312, Level = LogLevel.Warning, Message = "Transfer {Id} ({Kind}) of tenant {TenantId} was given up, nothing was signed: {Reason}")]
        public static partial void GivenUp(ILogger logger, WalletTransferId id, string kind, TenantId tenantId, string reason);
    }
}
