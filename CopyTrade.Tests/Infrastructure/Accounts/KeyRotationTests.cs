using System.Security.Cryptography;
using System.Text;
using CopyTrade.Domain.Alerts;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Alerts;
using CopyTrade.Infrastructure.Notifications;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Notifications;

namespace CopyTrade.Tests.Infrastructure.Accounts;

/// <summary>A new master key wraps what channels and sources of alerts keep secret, too.</summary>
public sealed class KeyRotationTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Rotation_OfTheMasterKey_KeepsChannelsAndSourcesReadableByTheNewKeyAlone()
    {
        var folder = Directory.CreateTempSubdirectory("copytrade-rotation-");
        try
        {
            var tenant = await database.SeedTenantAsync();
            await using var house = new NotificationHouse(database);
            var (channel, signing) = await house.AddAsync(tenant, NotificationHouse.Webhook("https://hooks.example.org/a"));
            var made = Assert.IsType<AlertSourceChange.Done>(await house.Get<IAlertSources>().CreateAsync(tenant, "tv", AlertSecretKind.Hmac, CancellationToken.None));
            var file = Path.Combine(folder.FullName, "master.key");
            var old = house.Get<MasterKey>();

            var (rewrapped, secrets) = await new KeyRotation(database.Databases, database.Scopes).RunAsync(old, file, CancellationToken.None);

            Assert.Equal((3, 3), (rewrapped, secrets));
            using var key = MasterKeyFile.Parse(await File.ReadAllTextAsync(file));
            await using var scope = await database.Scopes.OpenManyAsync([tenant], CancellationToken.None);
            var opened = await new ChannelVault(key, house.Clock).OpenAsync(scope, tenant, channel);
            Assert.Equal(("https://hooks.example.org/a", signing), (opened!.Value.Destination.Address, opened.Value.Secrets.Single()));
            await Assert.ThrowsAsync<CryptographicException>(() => new ChannelVault(old, house.Clock).OpenAsync(scope, tenant, channel));
            Assert.Equal("tv", (await FindAsync(house, key, made))?.Name);
            Assert.Null(await FindAsync(house, old, made));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<AlertSender?> FindAsync(NotificationHouse house, MasterKey key, AlertSourceChange.Done made)
    {
        var (body, at) = (Encoding.UTF8.GetBytes("{}"), house.Clock.GetUtcNow().ToUnixTimeSeconds());
        var signature = CopyTrade.Domain.Alerts.WebhookSignature.Sign(Convert.FromBase64String(made.Secret!["whsec_".Length..]), "msg_1", at, body);
        return await new AlertSenders(new TenantScopes(database.Databases), new SigningSecrets(key), house.Clock).FindAsync(made.Source.Address, "msg_1", at, signature, body, CancellationToken.None);
    }
}
