using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Trading;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Looks for new copies that want rules as soon as a position moved, and at every tick among all accounts: for what signals missed, and for what found no room.</summary>
internal sealed class CopyExitLoop : HostedLoop
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);
    private readonly CopyExitAttacher _attacher;
    private readonly TenantList _tenants;
    private readonly RuleMailbox _moved;
    private readonly TimeProvider _clock;
    private readonly IDisposable _subscription;
    private bool _hasSeenAll;
    private long? _lookedAt;

    public CopyExitLoop(CopyExitAttacher attacher, TenantList tenants, IChangeFeed changes, TimeProvider clock, ILogger<CopyExitLoop> logger) : base(clock, logger)
    {
        (_attacher, _tenants, _clock, _moved) = (attacher, tenants, clock, new RuleMailbox(clock));
        _subscription = changes.Subscribe(change =>
        {
            if (change is { Kind: ChangeKind.Positions, Tenant: { } tenant }) _moved.Add(tenant);
        });
    }

    protected override TimeSpan Pause => TimeSpan.Zero;

    // By the running time: a clock that is set back must not put the next look off.
    private TimeSpan Left => _lookedAt is { } at ? TimeSpan.FromTicks(Math.Max(0, (Tick - _clock.GetElapsedTime(at)).Ticks)) : TimeSpan.Zero;

    public override void Dispose()
    {
        _subscription.Dispose();
        _moved.Dispose();
        base.Dispose();
    }

    protected override async Task RoundAsync(CancellationToken ct)
    {
        var (_, moved) = await _moved.TakeAsync(Left, ct);
        IReadOnlyList<TenantRef> tenants = _tenants();
        if (_hasSeenAll && Left > TimeSpan.Zero)
        {
            await _attacher.RunAsync([.. tenants.Where(tenant => moved.Contains(tenant.Tenant))], _clock.GetUtcNow() - Recent, ct);
            return;
        }

        // All of it once this host decides, afterwards only what is new: who wants no rules costs nothing at every tick.
        await _attacher.RunAsync(tenants, _hasSeenAll ? _clock.GetUtcNow() - Recent : null, ct);
        _hasSeenAll = tenants.Count > 0;
        _lookedAt = _clock.GetTimestamp();
    }
}
