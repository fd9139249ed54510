using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Accounts.SecondFactor;
using CopyTrade.Infrastructure.Persistence;
using Dapper;

namespace CopyTrade.Infrastructure.Accounts.Custody;

/// <summary>
/// Replaces the master key: every secret's data key is wrapped anew, the secrets themselves stay as they are. May be
/// stopped at any moment and started again: both keys open until the last secret is done, and only then does the new key
/// take the old one's place. Running hosts notice by themselves (<see cref="MasterKeyRing"/>).
/// </summary>
public sealed class KeyRotation(Databases databases, TenantScopes scopes)
{
    private const string WalletsSql = "select connection_id, purpose, wrapped_key from wallet_secret where billing_account_id = @Tenant order by connection_id, purpose for update";

    // What a program signs its alerts with is bound to its own row.
    private const string ChannelsSql = "select id as connection_id, purpose, wrapped_key from notification_secret where billing_account_id = @Tenant order by id for update";

    private const string SourcesSql = $"""
        select id as connection_id, '{SecretPurpose.AlertSource}' as purpose, wrapped_key from alert_source_secret where billing_account_id = @Tenant and kind = 'hmac' order by id for update
        """;

    private const string SecondFactorSql = $"{SecondFactorRow.SelectSql} and user_id = @user order by login_provider, name for update";

    /// <param name="current">The key that the installation was opened with.</param>
    /// <param name="file">Its file.</param>
    /// <param name="ct">Stops between two tenants.</param>
    /// <returns>How many secrets were wrapped anew by this call, and how many there are.</returns>
    /// <exception cref="StartupException">A secret opens with neither key: nothing of the old key was thrown away.</exception>
    public async Task<(int Rewrapped, int Secrets)> RunAsync(MasterKey current, string file, CancellationToken ct)
    {
        var next = MasterKeyFile.NextOf(file);
        if (!File.Exists(next)) MasterKeyFile.CreateNew(next);
        using var key = MasterKeyFile.Parse(await File.ReadAllTextAsync(next, ct));
        MasterKey[] from = [current, .. new MasterKeyRing(current).Others()];
        var first = await RewrapAllAsync(from, key, ct);
        await using (var connection = await databases.Owner.OpenConnectionAsync(ct))
        {
            await connection.ExecuteAsync(new CommandDefinition("update custody_check set mac = @Mac", new { Mac = key.CheckValue() }, cancellationToken: ct));
        }

        // From here on new secrets are sealed with the new key. What was sealed with the old one while this ran is done now.
        var (rest, secrets) = await RewrapAllAsync(from, key, ct);
        if (File.Exists(file)) File.Copy(file, MasterKeyFile.PreviousOf(file), overwrite: true);
        File.Move(next, file, overwrite: true);
        return (first.Rewrapped + rest, secrets);
    }

    private async Task<(int Rewrapped, int Secrets)> RewrapAllAsync(MasterKey[] from, MasterKey to, CancellationToken ct)
    {
        var (rewrapped, secrets) = (0, 0);
        foreach (var user in await UsersAsync(ct))
        {
            var own = await RewrapAsync(new UserId(user), from, to, ct);
            (rewrapped, secrets) = (rewrapped + own.Rewrapped, secrets + own.Secrets);
            foreach (var tenant in await TenantsAsync(new UserId(user), ct))
            {
                var done = await RewrapAsync(tenant, from, to, ct);
                (rewrapped, secrets) = (rewrapped + done.Rewrapped, secrets + done.Secrets);
            }
        }

        return (rewrapped, secrets);
    }

    // Everybody, not only those with work for the engine: a revoked wallet's key is a secret still.
    private async Task<IReadOnlyList<Guid>> UsersAsync(CancellationToken ct)
    {
        await using var connection = await databases.App.OpenConnectionAsync(ct);
        return (await connection.QueryAsync<Guid>(new CommandDefinition("select id from asp_net_users", cancellationToken: ct))).AsList();
    }

    private async Task<IReadOnlyList<TenantRef>> TenantsAsync(UserId user, CancellationToken ct)
    {
        await using var scope = await scopes.OpenForUserAsync(user, ct);
        return [.. (await scope.QueryAsync<Guid>("select id from billing_account where owner_user_id = @user", new { user })).Select(id => new TenantRef(new TenantId(id), user))];
    }

    // What a person's second factor is checked with belongs to the person, not to a tenant.
    private async Task<(int Rewrapped, int Secrets)> RewrapAsync(UserId user, MasterKey[] from, MasterKey to, CancellationToken ct)
    {
        await using var connection = await databases.App.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var rows = (await connection.QueryAsync<SecondFactorRow>(new CommandDefinition(SecondFactorSql, new { user }, transaction, cancellationToken: ct))).AsList();
        var rewrapped = 0;
        foreach (var row in rows)
        {
            var secret = SealedSecret.TryParse(row.Value)
                ?? throw new StartupException($"{row.Place} is not sealed in the database, as earlier builds stored it: stop every host of an earlier build, and start the rotation again.");
            if (Rewrap(secret.WrappedKey, row.Place, from, to) is not { } wrapped) continue;
            await connection.ExecuteAsync(new CommandDefinition(SecondFactorRow.UpdateSql, row with { Value = (secret with { WrappedKey = wrapped }).ToText() }, transaction, cancellationToken: ct));
            rewrapped++;
        }

        await transaction.CommitAsync(ct);
        return (rewrapped, rows.Count);
    }

    private async Task<(int Rewrapped, int Secrets)> RewrapAsync(TenantRef tenant, MasterKey[] from, MasterKey to, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        var wallets = await RewrapAsync(scope, tenant, from, to, WalletsSql, "update wallet_secret set wrapped_key = @wrapped where connection_id = @ConnectionId and purpose = @Purpose");
        var sources = await RewrapAsync(scope, tenant, from, to, SourcesSql, "update alert_source_secret set wrapped_key = @wrapped where id = @ConnectionId");
        var channels = await RewrapAsync(scope, tenant, from, to, ChannelsSql, "update notification_secret set wrapped_key = @wrapped where id = @ConnectionId");
        await scope.CommitAsync();
        return (wallets.Rewrapped + sources.Rewrapped + channels.Rewrapped, wallets.Secrets + sources.Secrets + channels.Secrets);
    }

    private static async Task<(int Rewrapped, int Secrets)> RewrapAsync(TenantScope scope, TenantRef tenant, MasterKey[] from, MasterKey to, string find, string store)
    {
        var rows = await scope.QueryAsync<Row>(find, new { tenant.Tenant });
        var rewrapped = 0;
        foreach (var row in rows)
        {
            if (Rewrap(row.WrappedKey, SecretPlace.Of(tenant.Tenant, row.ConnectionId.Value, row.Purpose), from, to) is not { } wrapped) continue;
            await scope.ExecuteAsync(store, new { wrapped, row.ConnectionId, row.Purpose });
            rewrapped++;
        }

        return (rewrapped, rows.Count);
    }

    /// <summary>Null for one that is done.</summary>
    private static byte[]? Rewrap(byte[] wrapped, SecretPlace place, MasterKey[] from, MasterKey to)
    {
        if (new EnvelopeCipher(to).OpensKey(wrapped, place)) return null;
        var old = Array.Find(from, key => new EnvelopeCipher(key).OpensKey(wrapped, place))
            ?? throw new StartupException($"The secret {place} opens with neither the old nor the new master key: restore the file of the key that it was stored under, and start the rotation again.");
        return new EnvelopeCipher(old).Rewrap(wrapped, place, to);
    }

    private sealed record Row(WalletConnectionId ConnectionId, string Purpose, byte[] WrappedKey);
}
