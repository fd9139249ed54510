using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>What observation does beside watching: what wallets hold, how they usually bet, and what was not read in time.</summary>
internal sealed class WatchUpkeep(
    WatchList wallets, HoldingKeeper holdings, GapReplay gaps, StatisticsJob statistics, TimeProvider clock, ILogger<WatchUpkeep> logger) : BackgroundService, ISupervised
{
    private const int NewcomersAtOnce = 2;
    private static readonly TimeSpan HoldingPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HistoryPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WorkPause = TimeSpan.FromSeconds(0.2);
    private readonly LoopSupervisor _loops = new(clock, logger);

    public IReadOnlyList<LoopState> Loops => _loops.Loops;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        _loops.RunAsync("account of followed wallets' holdings", HoldingsAsync, stoppingToken),
        _loops.RunAsync("reading of gaps and first statistics", HistoryAsync, stoppingToken));

    private async Task HoldingsAsync(CancellationToken ct)
    {
        if (await holdings.RoundAsync([.. wallets.All().Select(wallet => wallet.Wallet)], ct)) await Task.Delay(WorkPause, clock, ct);
        else await wallets.Added.WaitAsync(HoldingPause, clock, ct);
    }

    private async Task HistoryAsync(CancellationToken ct)
    {
        var tried = await gaps.RoundAsync(ct);
        var looked = await statistics.FirstLookAsync([.. wallets.All().Select(wallet => wallet.Wallet)], NewcomersAtOnce, ct);
        await Task.Delay(tried > 0 || looked.Changed > 0 ? WorkPause : HistoryPause, clock, ct);
    }
}
