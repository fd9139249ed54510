using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Signals;
using CopyTrade.Infrastructure.Accounts.Registration;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Signals;

/// <summary>Reads the configured files. A file whose profile fails a critical check is not read, and one sentence says why (R1.15); it begins as soon as the check passes.</summary>
internal sealed partial class SignalFileLoop(
    SignalIntake intake, TenantScopes scopes, SignalHealthCheck health, TenantList tenants, IServiceScopeFactory services, IFeedMonitor feeds, IOptions<SignalOptions> options, TimeProvider clock, ILogger<SignalFileLoop> logger)
    : HostedLoop(clock, logger)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(2);
    private readonly TimeProvider _clock = clock;
    private readonly Dictionary<string, SignalFileReader> _readers = [];
    private readonly Dictionary<string, (long TriedAt, string? Problem)> _closed = [];

    protected override TimeSpan Pause => TimeSpan.FromSeconds(options.Value.PollSeconds);

    protected override async Task RoundAsync(CancellationToken ct)
    {
        foreach (var file in options.Value.Files)
        {
            try
            {
                if (_readers.GetValueOrDefault(file.Path) is { } reader) await reader.ReadAsync(ct);
                else if (!_closed.TryGetValue(file.Path, out var closed) || _clock.GetElapsedTime(closed.TriedAt) >= LookAgainAfter) await OpenAsync(file, ct);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _readers.Remove(file.Path);
                Close(file, $"The file of intents {file.Path} cannot be read: {e.Message}");
            }
        }
    }

    private async Task OpenAsync(SignalFileOptions file, CancellationToken ct)
    {
        if (await ObstacleAsync(file, ct) is { } problem) Close(file, problem);
    }

    private async Task<string?> ObstacleAsync(SignalFileOptions file, CancellationToken ct)
    {
        if (await TenantAsync(file, ct) is not { } tenant) return $"Signals:Files names the account {file.Account}, which there is not.";
        if (await ProfileAsync(tenant, file.Profile, ct) is not { } profile) return $"Signals:Files names the profile {file.Profile}, which {file.Account} does not have: make it on the Signals page.";
        if (SignalHealth.Obstacle(await health.CheckAsync(tenant, profile, isWorker: true, ct)) is { } problem) return problem;
        _closed.Remove(file.Path);
        _readers[file.Path] = new SignalFileReader(intake, scopes, _clock, logger, tenant, profile, file.Path);
        feeds.Report(FeedOf(file), FeedCondition.Fresh, null);
        Log.Opened(logger, file.Path, profile.Name);
        return null;
    }

    private void Close(SignalFileOptions file, string problem)
    {
        var isNews = !_closed.TryGetValue(file.Path, out var before) || before.Problem != problem;
        _closed[file.Path] = (_clock.GetTimestamp(), problem);
        feeds.Report(FeedOf(file), FeedCondition.Down, problem);
        if (isNews) Log.NotStarted(logger, file.Path, problem);
    }

    private async Task<TenantRef?> TenantAsync(SignalFileOptions file, CancellationToken ct)
    {
        // A host that signs in as the worker alone cannot look up addresses; it is given the account's id.
        if (Guid.TryParse(file.Account, out var id)) return tenants().FirstOrDefault(tenant => tenant.Tenant.Value == id);
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AccountByEmailQuery>().FindAsync(file.Account, ct);
    }

    private async Task<SignalProfile?> ProfileAsync(TenantRef tenant, string name, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        var row = await scope.QuerySingleOrDefaultAsync<SignalProfileRow>(
            $"select {SignalProfileRow.Columns} from signal_profile p where p.billing_account_id = @Tenant and p.name = @name and p.disabled_at is null", new { tenant.Tenant, name });
        return row?.ToProfile();
    }

    private static string FeedOf(SignalFileOptions file) => "intents " + Path.GetFileName(file.Path);

    private static partial class Log
    {
        [LoggerMessage(EventId = 6031, Level = LogLevel.Information, Message = "Intents are read from {Path} for profile {Profile}.")]
        public static partial void Opened(ILogger logger, string path, string profile);

        [LoggerMessage(EventId = 6032, Level = LogLevel.Error, Message = "Intents of {Path} are not read: {Problem}")]
        public static partial void NotStarted(ILogger logger, string path, string problem);
    }
}
