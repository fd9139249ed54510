using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CopyTrade.Infrastructure.Signals;

internal sealed partial class SignalHealthCheck(TenantScopes scopes, ITradeRecord record, TimeProvider clock, ILogger<SignalHealthCheck> logger) : ISignalHealth
{
    // A real write, taken back: rights and free space are only known to those who try.
    private const string ProbeSql = """
        insert into signal_rejection (billing_account_id, profile_id, channel, code, message, document, rejected_at)
        values (@Tenant, @profile, 'http', 'schema_invalid', 'health check', '', @now)
        """;

    public Task<IReadOnlyList<SignalHealthItem>> CheckAsync(TenantRef tenant, SignalProfile profile, CancellationToken ct) => CheckAsync(tenant, profile, isWorker: false, ct);

    /// <summary>As the worker: a host that only executes signs in as nobody else.</summary>
    public async Task<IReadOnlyList<SignalHealthItem>> CheckAsync(TenantRef tenant, SignalProfile profile, bool isWorker, CancellationToken ct)
    {
        var (works, balance) = await StorageAsync(tenant, profile, isWorker, ct);
        return SignalHealth.Check(profile, works, await VenueAsync(ct), balance);
    }

    private async Task<(bool Works, Usdc? Balance)> StorageAsync(TenantRef tenant, SignalProfile profile, bool isWorker, CancellationToken ct)
    {
        try
        {
            await using var scope = isWorker ? await scopes.OpenManyAsync([tenant], ct) : await scopes.OpenAsync(tenant, ct);
            var balance = await PostgresSignalSession.FreeAsync(scope);
            await scope.ExecuteAsync(ProbeSql, new { tenant.Tenant, profile = profile.Id, now = clock.GetUtcNow() });
            return (true, balance);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            Log.StorageFailed(logger, profile.Name, e);
            return (false, null);
        }
    }

    private async Task<string?> VenueAsync(CancellationToken ct)
    {
        try
        {
            await record.LagSecondsAsync(ct);
            return null;
        }
        catch (VenueUnavailableException e)
        {
            return $"The venue does not answer: {e.Message}";
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 6011, Level = LogLevel.Error, Message = "Intents of profile {Profile} cannot be stored.")]
        public static partial void StorageFailed(ILogger logger, string profile, Exception exception);
    }
}
