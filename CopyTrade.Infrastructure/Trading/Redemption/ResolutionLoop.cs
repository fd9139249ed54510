using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Redemption;

public sealed class ResolutionLoop(ResolutionWatch watch, TenantList tenants, IOptions<TradingOptions> options, TimeProvider clock, ILogger<ResolutionLoop> logger) : HostedLoop(clock, logger)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(options.Value.ResolutionSeconds);

    protected override Task RoundAsync(CancellationToken ct) => watch.RunAsync(tenants(), ct);
}
