using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Alerts;
using CopyTrade.Infrastructure.Notifications;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Trading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Infrastructure.Notifications;

/// <summary>The room as the host composes it, on a real database, without its loops and by a clock that stands still.</summary>
internal sealed class NotificationHouse : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public NotificationHouse(DatabaseFixture database, Dictionary<string, string?>? settings = null)
    {
        Database = database;
        var key = new MasterKey([.. Enumerable.Range(1, MasterKey.Length).Select(i => (byte)i)]);
        var services = new ServiceCollection()
            .AddSingleton(key)
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings ?? new() { ["Notifications:AllowedHosts"] = "127.0.0.1", ["Notifications:PublicUrl"] = "https://copy.example.org" }).Build())
            .AddSingleton(database.Databases)
            .AddSingleton(new TenantScopes(database.Databases))
            .AddSingleton<IFeedMonitor>(Feeds = new FeedMonitor(Clock))
            .AddAlerts()
            .AddAlertExecutor()
            .AddNotifications(key)
            .AddNotificationExecutor();
        services.Remove(services.Single(service => service.ImplementationType == typeof(ExecuteTxnHandler)));   // alerts that trade need a venue
        _services = services.BuildServiceProvider();
    }

    public DatabaseFixture Database { get; }

    public TestClock Clock { get; } = new(new DateTimeOffset(2026, 11, 21, 12, 0, 30, TimeSpan.Zero));

    public FeedMonitor Feeds { get; }

    public INotificationChanges Changes => Get<INotificationChanges>();

    public INotificationsQuery Query => Get<INotificationsQuery>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public async Task<(ChannelId Channel, string? Secret)> AddAsync(TenantRef tenant, ChannelDraft draft)
    {
        var done = Assert.IsType<ChannelChange.Done>(await Changes.AddAsync(tenant, draft, "ann", CancellationToken.None));
        return (done.Id, done.Secret);
    }

    public static ChannelDraft Webhook(string url, ChannelKind kind = ChannelKind.Webhook) => new(kind, "mine", url, "", "", "", "");

    public Task<int> LookAsync(params TenantRef[] tenants) => Get<NewsReader>().RunAsync(tenants, CancellationToken.None);

    /// <summary>Does every job that is due.</summary>
    public async Task DeliverAsync(params TenantRef[] tenants)
    {
        var worker = Get<JobWorker>();
        while (await worker.TakeAsync(tenants, CancellationToken.None) > 0) await worker.DrainAsync(CancellationToken.None);
    }

    public async Task QueueAsync(TenantRef tenant, NewJob job)
    {
        await using var scope = await Database.Scopes.OpenAsync(tenant, CancellationToken.None);
        await Get<JobQueue>().AddAsync(scope, job, CancellationToken.None);
        await scope.CommitAsync();
    }

    /// <summary>Something that people are told of.</summary>
    public Task HaltAsync(TenantRef tenant, string reason = "too fast", string kind = "halt", string scope = "tenant", string? subject = null) => Database.ExecuteAsync("""
        insert into trading_halt (id, billing_account_id, kind, scope, subject, reason, set_by, set_at, released_by, released_at)
        values (gen_random_uuid(), @Tenant, @kind, @scope, @subject, @reason, @Owner, @now, @Owner, @old)
        """, new { tenant.Tenant, tenant.Owner, kind, scope, subject, reason, now = Clock.GetUtcNow(), old = Clock.GetUtcNow().AddDays(-9) });

    public async Task<IReadOnlyList<DeliveryRow>> LogAsync(TenantRef tenant) => await Query.DeliveriesAsync(tenant, 100, CancellationToken.None);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
