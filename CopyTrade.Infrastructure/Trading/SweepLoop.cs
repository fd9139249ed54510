using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading;

public sealed class SweepLoop(OrderSweep sweep, TenantList tenants, IOptions<TradingOptions> options, TimeProvider clock, ILogger<SweepLoop> logger) : HostedLoop(clock, logger)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(options.Value.SweepSeconds);

    protected override Task RoundAsync(CancellationToken ct) => sweep.RunAsync(tenants(), ct);
}
