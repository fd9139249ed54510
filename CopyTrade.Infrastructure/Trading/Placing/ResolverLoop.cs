using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Trading.Settlement;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>A loop of its own: asking a slow venue must not keep new orders waiting.</summary>
public sealed class ResolverLoop(UnknownOrderResolver resolver, OrderReconciler reconciler, BusyTenants busy, IOptions<TradingOptions> options, TimeProvider clock, ILogger<ResolverLoop> logger) : HostedLoop(clock, logger)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(options.Value.SweepSeconds);

    protected override async Task RoundAsync(CancellationToken ct)
    {
        var tenants = await busy(ct);
        await resolver.RunAsync(tenants, ct);
        await reconciler.AskSpentAsync(tenants, ct);
    }
}
