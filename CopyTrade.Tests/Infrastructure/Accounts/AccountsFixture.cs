using System.Security.Cryptography;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Infrastructure.Accounts;

/// <summary>The capability as the host composes it, on a database of its own, in live mode and with a clock that stands still.</summary>
public sealed class AccountsFixture : IAsyncLifetime
{
    public DatabaseFixture Database { get; } = new();

    public ManualClock Clock { get; } = new();

    public ServiceProvider Services { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Database.InitializeAsync();
        Services = Compose(VenueMode.Live);
    }

    public async Task DisposeAsync()
    {
        await Services.DisposeAsync();
        await Database.DisposeAsync();
    }

    public ServiceProvider Compose(VenueMode mode) => new ServiceCollection()
        .AddLogging()
        .AddDataProtection().Services
        .AddSingleton<TimeProvider>(Clock)
        .AddPersistence(Database.Databases)
        .AddChangeFeed()
        .AddAccounts(mode, new MasterKey(RandomNumberGenerator.GetBytes(32)))
        .BuildServiceProvider(validateScopes: true);

    public Task<WalletResult> ConnectAsync(TenantRef tenant, string? key = null, bool consent = true, WalletAddress? funder = null, SignatureType type = SignatureType.Eoa, GrantTerms? grant = null) =>
        Services.GetRequiredService<ConnectWalletHandler>().HandleAsync(tenant, new ConnectWallet(key, funder, type, consent, grant), CancellationToken.None);
}
