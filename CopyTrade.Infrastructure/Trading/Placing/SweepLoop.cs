using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Placing;

public sealed class SweepLoop(OrderSweep sweep, BusyTenants busy, IOptions<TradingOptions> options, TimeProvider clock, ILogger<SweepLoop> logger) : HostedLoop(clock, logger)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(options.Value.SweepSeconds);

    protected override async Task RoundAsync(CancellationToken ct) => await sweep.RunAsync(await busy(ct), ct);
}
