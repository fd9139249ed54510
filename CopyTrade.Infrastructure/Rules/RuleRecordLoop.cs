using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Trading;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Writes down what evaluations saw, beside the loop that judges.</summary>
internal sealed class RuleRecordLoop(EvaluationRecord record, TenantList tenants, IOptions<RuleOptions> options, TimeProvider clock, ILogger<RuleRecordLoop> logger) : HostedLoop(clock, logger)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(options.Value.RecordSeconds);

    protected override Task RoundAsync(CancellationToken ct) => record.WriteAsync(tenants(), ct);
}
