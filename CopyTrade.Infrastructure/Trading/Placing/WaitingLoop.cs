using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Placing;

public sealed class WaitingLoop(WaitingOrders waiting, BusyTenants busy, IOptions<TradingOptions> options, TimeProvider clock, ILogger<WaitingLoop> logger) : HostedLoop(clock, logger)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(options.Value.WaitingSeconds);

    protected override async Task RoundAsync(CancellationToken ct) => await waiting.RunAsync(await busy(ct), ct);
}
