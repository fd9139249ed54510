using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Polls what the stream does not tell about guarded tokens (R4.11), and at once when a token is new.</summary>
internal sealed class RuleMarketLoop(RuleMarkets markets, IOptions<RuleOptions> options, TimeProvider clock, ILogger<RuleMarketLoop> logger) : HostedLoop(clock, logger)
{
    protected override TimeSpan Pause => TimeSpan.Zero;

    protected override async Task RoundAsync(CancellationToken ct)
    {
        await markets.WaitAsync(options.Value.Poll, ct);
        await markets.RefreshAsync(ct);
    }
}
