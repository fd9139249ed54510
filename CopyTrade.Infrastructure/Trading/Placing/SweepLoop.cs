using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Placing;

public sealed class SweepLoop(OrderSweep sweep, SecondTries tries, BusyTenants busy, IOptions<TradingOptions> options, TimeProvider clock, ILogger<SweepLoop> logger) : HostedLoop(clock, logger)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(options.Value.SweepSeconds);

    protected override async Task RoundAsync(CancellationToken ct)
    {
        var tenants = await busy(ct);
        await sweep.RunAsync(tenants, ct);
        await tries.RunAsync(tenants, ct);
    }
}
