using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Accounts.Wallets;

/// <summary>Changes what may be spent: the old grant is revoked and stays on record, a new one takes its place.</summary>
public sealed partial class UpdateGrantHandler(TenantScopes scopes, TimeProvider clock, ILogger<UpdateGrantHandler> logger)
{
    /// <param name="tenant">Whose.</param>
    /// <param name="terms">What may be spent from now on.</param>
    /// <param name="mayGrow">Who asks has proved to be the person; otherwise a grant that allows more than the one there is, is refused.</param>
    /// <param name="ct">Stops the statements.</param>
    public async Task<WalletResult> HandleAsync(TenantRef tenant, GrantTerms terms, bool mayGrow, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (terms.Problem(now) is { } problem) return new WalletResult.Refused(problem);

        await using var scope = await scopes.OpenAsync(tenant, ct);
        await WalletRows.TakeTurnAsync(scope, tenant.Tenant);
        if (await WalletRows.FindActiveAsync(scope, tenant.Tenant) is not { } connection) return new WalletResult.Refused(AccountErrors.NoConnection);
        if (!mayGrow && terms.Exceeds(await WalletRows.FindGrantAsync(scope, connection.Id), now)) return new WalletResult.Refused(AccountErrors.GrantGrows);

        await scope.ExecuteAsync("update wallet_grant set revoked_at = @now where connection_id = @Id and revoked_at is null", new { now, connection.Id });
        var grant = await WalletRows.InsertGrantAsync(scope, tenant, connection.Id, terms, now);
        scope.Announce(ChangeKind.Wallet, tenant.Tenant);
        await scope.CommitAsync();
        Log.Granted(logger, tenant.Tenant, grant.PerOrder, grant.Daily, grant.HourlyFills);
        return new WalletResult.Done(connection, grant);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1123, Level = LogLevel.Information, Message = "Tenant {TenantId} grants {PerOrder} an order, {Daily} a day, {HourlyFills} orders an hour.")]
        public static partial void Granted(ILogger logger, TenantId tenantId, Domain.Money.Usdc perOrder, Domain.Money.Usdc daily, int hourlyFills);
    }
}
