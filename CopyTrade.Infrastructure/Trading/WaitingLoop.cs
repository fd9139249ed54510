using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading;

public sealed class WaitingLoop(WaitingOrders waiting, TenantList tenants, IOptions<TradingOptions> options, TimeProvider clock, ILogger<WaitingLoop> logger) : HostedLoop(clock, logger)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(options.Value.WaitingSeconds);

    protected override Task RoundAsync(CancellationToken ct) => waiting.RunAsync(tenants(), ct);
}
