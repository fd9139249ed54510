using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>Keeps the list of addresses that withdrawals may go to. A row is only ever added and ended.</summary>
public sealed partial class WithdrawAddresses(TenantScopes scopes, TimeProvider clock, ILogger<WithdrawAddresses> logger) : IWithdrawAddresses
{
    private const int LongestLabel = 60;
    private const int Most = 20;

    public async Task<IReadOnlyList<WithdrawAddress>> ListAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return await ReadAsync(scope, tenant.Tenant);
    }

    public async Task<string?> AddAsync(TenantRef tenant, string address, string label, CancellationToken ct)
    {
        if (!WalletAddress.TryParse(address.Trim(), out var parsed)) return TransferErrors.AddressMalformed.Message;
        if (!ChecksumAddress.Matches(address.Trim())) return TransferErrors.AddressChecksum.Message;
        if (label.Trim() is not { Length: > 0 and <= LongestLabel } name) return $"Give the address a name of at most {LongestLabel} characters.";
        var now = clock.GetUtcNow();
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await WalletRows.TakeTurnAsync(scope, tenant.Tenant);
        if ((await ReadAsync(scope, tenant.Tenant)).Count(one => one.RemovedAt is null) >= Most) return $"At most {Most} addresses can be listed: remove one first.";
        if (await WalletRows.FindActiveAsync(scope, tenant.Tenant) is { } wallet && (wallet.Signer == parsed || wallet.Funder == parsed)) return TransferErrors.AddressOwn.Message;
        try
        {
            await scope.ExecuteAsync("""
                insert into withdraw_address (id, billing_account_id, address, label, added_by, added_at, usable_at) values (@id, @Tenant, @parsed, @name, @Owner, @now, @usable)
                """, new { id = Guid.CreateVersion7(now), tenant.Tenant, parsed, name, tenant.Owner, now, usable = now + WithdrawAllowList.Delay });
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return "This address is listed already.";
        }

        scope.Announce(ChangeKind.Wallet, tenant.Tenant);
        await scope.CommitAsync();
        Log.Listed(logger, parsed, tenant.Tenant);
        return null;
    }

    public async Task<bool> RemoveAsync(TenantRef tenant, Guid id, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var removed = await scope.ExecuteAsync("update withdraw_address set removed_at = @now where id = @id and billing_account_id = @Tenant and removed_at is null", new { id, tenant.Tenant, now = clock.GetUtcNow() });
        scope.Announce(ChangeKind.Wallet, tenant.Tenant);
        await scope.CommitAsync();
        if (removed > 0) Log.Removed(logger, id, tenant.Tenant);
        return removed > 0;
    }

    internal static async Task<IReadOnlyList<WithdrawAddress>> ReadAsync(TenantScope scope, TenantId tenant) =>
        await scope.QueryAsync<WithdrawAddress>("select id, address, label, added_at, usable_at, removed_at from withdraw_address where billing_account_id = @tenant order by added_at desc", new { tenant });

    private static partial class Log
    {
        [LoggerMessage(EventId = 3321, Level = LogLevel.Information, Message = "Address {Address} was listed for withdrawals of tenant {TenantId}.")]
        public static partial void Listed(ILogger logger, WalletAddress address, TenantId tenantId);

        [LoggerMessage(EventId = 3322, Level = LogLevel.Information, Message = "Address {Id} was taken off the list for withdrawals of tenant {TenantId}.")]
        public static partial void Removed(ILogger logger, Guid id, TenantId tenantId);
    }
}
