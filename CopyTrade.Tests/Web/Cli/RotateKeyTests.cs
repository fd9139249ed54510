using System.Security.Cryptography;
using System.Text;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Accounts.SecondFactor;
using Dapper;

namespace CopyTrade.Tests.Web.Cli;

/// <summary>The verb that replaces the master key.</summary>
public sealed class RotateKeyTests : IAsyncLifetime
{
    private const string Password = "a long enough passphrase";
    private CliRig _rig = null!;

    public async Task InitializeAsync()
    {
        _rig = await CliRig.StartAsync();
        (await _rig.RunAsync(Password + "\n", "user", "add", "--email", "a@example.org")).Done();
        (await _rig.RunAsync("wallet add --email a@example.org --generate --per-order 5 --daily 50 --hourly-fills 10")).Done();
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task RotateKey_WithAWallet_WrapsItsKeyAnewAndKeepsItReadable()
    {
        var before = await File.ReadAllTextAsync(_rig.MasterKeyFile);

        (await _rig.RunAsync("rotate-key")).Done();

        var after = await File.ReadAllTextAsync(_rig.MasterKeyFile);
        Assert.NotEqual(before, after);
        Assert.Equal(before, await File.ReadAllTextAsync(MasterKeyFile.PreviousOf(_rig.MasterKeyFile)));
        Assert.False(File.Exists(MasterKeyFile.NextOf(_rig.MasterKeyFile)));
        // Without the old key, too: the next rotation opens every secret.
        File.Delete(MasterKeyFile.PreviousOf(_rig.MasterKeyFile));
        (await _rig.RunAsync("rotate-key")).Done();
        Assert.DoesNotContain(before[..16], _rig.Transcript, StringComparison.Ordinal);
        Assert.DoesNotContain(after[..16], _rig.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RotateKey_WithASecondFactorOfAnEarlierBuild_SealsItAndWrapsItAnew()
    {
        await using var connection = new Npgsql.NpgsqlConnection(_rig.ConnectionString);
        await connection.ExecuteAsync("insert into asp_net_user_tokens (user_id, login_provider, name, value) select id, '[AspNetUserStore]', 'AuthenticatorKey', 'JBSWY3DPEHPK3PXP' from asp_net_users");

        (await _rig.RunAsync("target list --email a@example.org")).Done();
        var atFirst = await connection.QuerySingleAsync<SecondFactorRow>(SecondFactorRow.SelectSql);
        Assert.Equal("JBSWY3DPEHPK3PXP", await OpenAsync(atFirst));

        (await _rig.RunAsync("rotate-key")).Done();
        File.Delete(MasterKeyFile.PreviousOf(_rig.MasterKeyFile));
        var rotated = await connection.QuerySingleAsync<SecondFactorRow>(SecondFactorRow.SelectSql);
        Assert.NotEqual(atFirst.Value, rotated.Value);
        Assert.Equal("JBSWY3DPEHPK3PXP", await OpenAsync(rotated));
        await Assert.ThrowsAnyAsync<CryptographicException>(() => OpenAsync(atFirst));
    }

    [Fact]
    public async Task RotateKey_StoppedBetweenTheDatabaseAndTheFile_GoesOnAndIsFinishedByTheNextCall()
    {
        var old = await File.ReadAllTextAsync(_rig.MasterKeyFile);
        (await _rig.RunAsync("rotate-key")).Done();
        // As if it had been killed before it moved the files: the database has the new key already.
        File.Move(_rig.MasterKeyFile, MasterKeyFile.NextOf(_rig.MasterKeyFile));
        File.Move(MasterKeyFile.PreviousOf(_rig.MasterKeyFile), _rig.MasterKeyFile);

        (await _rig.RunAsync("target list --email a@example.org")).Done();
        (await _rig.RunAsync("rotate-key")).Done();

        Assert.NotEqual(old, await File.ReadAllTextAsync(_rig.MasterKeyFile));
        Assert.False(File.Exists(MasterKeyFile.NextOf(_rig.MasterKeyFile)));
        (await _rig.RunAsync("target list --email a@example.org")).Done();
    }

    [Fact]
    public async Task RotateKey_WithASecretOfAnotherKey_KeepsTheOldKeyAndSaysSo()
    {
        await using var connection = new Npgsql.NpgsqlConnection(_rig.ConnectionString);
        await connection.OpenAsync();
        await using var spoil = new Npgsql.NpgsqlCommand("update wallet_secret set wrapped_key = set_byte(wrapped_key, 40, 255 - get_byte(wrapped_key, 40))", connection);
        Assert.True(await spoil.ExecuteNonQueryAsync() > 0);
        var before = await File.ReadAllTextAsync(_rig.MasterKeyFile);

        (await _rig.RunAsync("rotate-key")).RefusedWith("neither the old nor the new master key");

        Assert.Equal(before, await File.ReadAllTextAsync(_rig.MasterKeyFile));
        (await _rig.RunAsync("target list --email a@example.org")).Done();
    }

    private async Task<string> OpenAsync(SecondFactorRow row)
    {
        using var key = MasterKeyFile.Parse(await File.ReadAllTextAsync(_rig.MasterKeyFile));
        return Encoding.UTF8.GetString(new EnvelopeCipher(key).Open(SealedSecret.TryParse(row.Value)!, row.Place));
    }
}
