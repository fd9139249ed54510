using System.Globalization;
using System.Text.Json.Nodes;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Targets;
using CopyTrade.Infrastructure.Venue.Signing;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CopyTrade.Benchmarks.Hosting;

/// <summary>Many tenants, each with a funded wallet, credentials, a grant and the same target: what a thousand people would do by themselves over a day. The application is not running.</summary>
internal static class Crowd
{
    private const int PolygonChain = 137;

    public static async Task GatherAsync(Rig rig, int people, string wallet)
    {
        await using var databases = await Databases.OpenAsync(rig.Database, CancellationToken.None);
        using var key = await MasterKeyFile.OpenAsync(databases, Path.Combine(rig.DataDirectory, "keys", "master.key"), rig.DataDirectory, TimeProvider.System, CancellationToken.None);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 4 });
        var scopes = new TenantScopes(databases);
        var vault = new WalletVault(scopes, key, TimeProvider.System);
        var one = new Member(
            rig.ClobUrl, http, vault, new(scopes, vault, new AccountsMode(VenueMode.Demo), TimeProvider.System, NullLogger<ConnectWalletHandler>.Instance), new(scopes, TimeProvider.System), new TargetChanges(scopes, TimeProvider.System));
        var tenants = Enumerable.Range(1, people).Select(_ => new TenantRef(new TenantId(Guid.CreateVersion7()), new UserId(Guid.CreateVersion7()))).ToArray();
        await RegisterAsync(rig.Database, tenants);
        await Parallel.ForEachAsync(tenants.Select((tenant, number) => (tenant, number)), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (entry, _) => await one.JoinAsync(entry.tenant, entry.number, wallet));
    }

    private static async Task RegisterAsync(string database, TenantRef[] tenants)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await connection.ExecuteAsync("""
            insert into asp_net_users (id, user_name, normalized_user_name, email, normalized_email, email_confirmed, security_stamp,
                                       phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
            select o, o || '@example.org', upper(o || '@example.org'), o || '@example.org', upper(o || '@example.org'), true, o::text, false, false, true, 0 from unnest(@owners) o;
            insert into billing_account (id, owner_user_id, name, created_at) select t, o, o::text, now() from unnest(@tenants, @owners) w (t, o);
            """, new { owners = tenants.Select(tenant => tenant.Owner.Value).ToArray(), tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray() });
    }

    private sealed record Member(Uri Clob, HttpClient Http, WalletVault Vault, ConnectWalletHandler Connect, MarkReadinessHandler Ready, TargetChanges Targets)
    {
        public async Task JoinAsync(TenantRef tenant, int number, string wallet)
        {
            // Keys that differ and mean nothing.
            var secret = EthereumSigner.Keccak256(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"crowd {number}")));
            var grant = new GrantTerms(Usdc.Of(20m), Usdc.Of(20_000m), 20_000);
            if (await Connect.HandleAsync(tenant, new ConnectWallet(Convert.ToHexStringLower(secret), null, SignatureType.Eoa, Consent: true, grant), CancellationToken.None) is not WalletResult.Done { Connection: var connection })
                throw new InvalidOperationException($"Wallet {number} could not be connected.");
            await Vault.StoreCredentialsAsync(tenant, connection.Id, await SignUpAsync(secret), CancellationToken.None);
            await Ready.HandleAsync(tenant, connection.Id, new WalletReadiness(true, Usdc.Of(1_000m), null), CancellationToken.None);
            if (await Targets.AddAsync(tenant, wallet, new TargetEdit(null, new SizingPolicy.MinBet(), Usdc.Of(100_000m), 75, new CopyRules { VwapTolerance = 0m }), CancellationToken.None) is not TargetChange.Done)
                throw new InvalidOperationException($"Tenant {number} could not follow.");
        }

        private async Task<VenueCredentials> SignUpAsync(byte[] secret)
        {
            using var signer = new EthereumSigner(secret);
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            using var request = new HttpRequestMessage(HttpMethod.Post, Clob.ToString().TrimEnd('/') + "/auth/api-key");
            request.Headers.Add("POLY_ADDRESS", signer.Address.Value);
            request.Headers.Add("POLY_SIGNATURE", ClobAuth.Sign(signer, PolygonChain, now, 0));
            request.Headers.Add("POLY_TIMESTAMP", now.ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("POLY_NONCE", "0");
            using var answer = await Http.SendAsync(request);
            var key = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            return new VenueCredentials(signer.Address, key["apiKey"]!.GetValue<string>(), key["secret"]!.GetValue<string>(), key["passphrase"]!.GetValue<string>());
        }
    }
}
