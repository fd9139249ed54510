using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Trading;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Signals;

/// <summary>Carries out intents as soon as they are stored, by signal of this process or of another host; the tick finds what signals missed.</summary>
internal sealed class SignalLoop : HostedLoop
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);
    private readonly SignalExecution _execution;
    private readonly SignalWakeUp _wakeUp;
    private readonly TenantList _tenants;
    private readonly BusyTenants _busy;
    private readonly IDisposable _subscription;

    public SignalLoop(SignalExecution execution, SignalWakeUp wakeUp, TenantList tenants, BusyTenants busy, IChangeFeed changes, TimeProvider clock, ILogger<SignalLoop> logger) : base(clock, logger)
    {
        (_execution, _wakeUp, _tenants, _busy) = (execution, wakeUp, tenants, busy);
        _subscription = changes.Subscribe(change =>
        {
            if (change.Kind == ChangeKind.Signals) wakeUp.Raise();
        });
    }

    protected override TimeSpan Pause => TimeSpan.Zero;

    public override void Dispose()
    {
        _subscription.Dispose();
        base.Dispose();
    }

    protected override async Task RoundAsync(CancellationToken ct)
    {
        // Unasked it looks only where intents wait to be tried again.
        var among = await _wakeUp.WaitAsync(Tick, ct) ? _tenants() : await _busy(ct);
        await _execution.RunAsync([.. among.Concat(_wakeUp.Tenants).DistinctBy(tenant => tenant.Tenant)], ct);
    }
}
