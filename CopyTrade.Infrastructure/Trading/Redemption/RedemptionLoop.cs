using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Redemption;

public sealed class RedemptionLoop(RedemptionWorker worker, TenantList tenants, IOptions<TradingOptions> options, TimeProvider clock, ILogger<RedemptionLoop> logger) : HostedLoop(clock, logger)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(options.Value.RedemptionSeconds);

    protected override Task RoundAsync(CancellationToken ct) => worker.RunAsync(tenants(), ct);
}
