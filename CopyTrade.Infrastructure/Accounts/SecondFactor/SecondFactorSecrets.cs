using System.Security.Cryptography;
using System.Text;
using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Persistence;
using Dapper;

namespace CopyTrade.Infrastructure.Accounts.SecondFactor;

/// <summary>Seals keys of authenticator apps and recovery codes under the master key, and opens them to check a code. Nothing here is logged.</summary>
/// <param name="databases">Of the host.</param>
/// <param name="masterKey">Null on a host that holds no keys: it can then neither store nor read one.</param>
public sealed class SecondFactorSecrets(Databases databases, MasterKey? masterKey)
{
    private const string CheckSql = "select mac from custody_check";
    private readonly MasterKeyRing? _keys = masterKey is null ? null : new(masterKey);

    private MasterKeyRing Keys => _keys ?? throw new InvalidOperationException("This host holds no keys: second factors are checked by hosts that serve pages.");

    /// <summary>What to store in the place of a secret.</summary>
    internal async Task<string> SealAsync(SecretPlace place, string secret, CancellationToken ct)
    {
        await using var connection = await databases.App.OpenConnectionAsync(ct);
        return Seal(place, secret, await connection.QuerySingleOrDefaultAsync<byte[]>(new CommandDefinition(CheckSql, cancellationToken: ct)));
    }

    /// <exception cref="CryptographicException">No master key that is to be had opens it there, it was altered, or it stands in clear.</exception>
    internal string Open(SecretPlace place, string stored)
    {
        var secret = SealedSecret.TryParse(stored) ?? throw new CryptographicException($"{place} is not sealed in the database, as earlier builds stored it: start this host again, it is sealed then.");
        var plain = Keys.Open(secret, place);
        try
        {
            return Encoding.UTF8.GetString(plain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Seals what earlier versions stored in clear. At the start, before anybody signs in.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> SealAllAsync(CancellationToken ct)
    {
        await using var connection = await databases.App.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var rows = (await connection.QueryAsync<SecondFactorRow>(new CommandDefinition(
            $"{SecondFactorRow.SelectSql} and not starts_with(value, '{SealedSecret.TextMark}') order by user_id, login_provider, name for update", transaction: transaction, cancellationToken: ct))).AsList();
        if (rows.Count == 0) return 0;
        var check = await connection.QuerySingleOrDefaultAsync<byte[]>(new CommandDefinition(CheckSql, transaction: transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(
            SecondFactorRow.UpdateSql, rows.Select(row => row with { Value = Seal(row.Place, row.Value, check) }), transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
        return rows.Count;
    }

    private string Seal(SecretPlace place, string secret, byte[]? check)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        try
        {
            return new EnvelopeCipher(Keys.ToSealWith(check)).Seal(plain, place).ToText();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
