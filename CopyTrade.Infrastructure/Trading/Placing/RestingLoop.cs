using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Placing;

public sealed class RestingLoop(RestingSweep sweep, TenantList tenants, IOptions<TradingOptions> options, TimeProvider clock, ILogger<RestingLoop> logger) : HostedLoop(clock, logger)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(options.Value.RestingSweepSeconds);

    protected override Task RoundAsync(CancellationToken ct) => sweep.RunAsync(tenants(), ct);
}
