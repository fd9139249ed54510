using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Positions;

public sealed class DriftLoop(DriftCheck check, TenantList tenants, IOptions<TradingOptions> options, TimeProvider clock, ILogger<DriftLoop> logger) : HostedLoop(clock, logger)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(options.Value.DriftSeconds);

    protected override Task RoundAsync(CancellationToken ct) => check.RunAsync(tenants(), ct);
}
