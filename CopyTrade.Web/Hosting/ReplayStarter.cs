using CopyTrade.Infrastructure.Accounts;

namespace CopyTrade.Web.Hosting;

/// <summary>
/// A recording waits for its audience: it plays once somebody is followed and nobody was added for some seconds,
/// so that a newcomer misses nothing while signing up and a script can follow many first.
/// </summary>
internal sealed partial class ReplayStarter(DemoVenue venue, TenantEnumerator tenants, TimeProvider clock, ILogger<ReplayStarter> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (followed, since) = (0, clock.GetTimestamp());
        while (followed == 0 || clock.GetElapsedTime(since) < Quiet)
        {
            await Task.Delay(Look, clock, stoppingToken);
            if (tenants.Followers.Count is var now && now != followed) (followed, since) = (now, clock.GetTimestamp());
        }

        if (venue.StartReplay()) Log.Starts(logger, followed);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1041, Level = LogLevel.Information, Message = "The recording begins to play: {Followed} wallets are followed.")]
        public static partial void Starts(ILogger logger, int followed);
    }
}
