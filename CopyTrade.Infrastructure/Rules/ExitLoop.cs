using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Trading;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Follows exits: every half second while one runs, otherwise when something was said about orders or rules, and at a slow tick.</summary>
internal sealed class ExitLoop : HostedLoop
{
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(15);
    private readonly ExitFollower _follower;
    private readonly TenantList _tenants;
    private readonly SemaphoreSlim _news = new(0, 1);
    private readonly IDisposable _subscription;
    private bool _isBusy = true;

    public ExitLoop(ExitFollower follower, TenantList tenants, IChangeFeed changes, TimeProvider clock, ILogger<ExitLoop> logger) : base(clock, logger)
    {
        (_follower, _tenants) = (follower, tenants);
        _subscription = changes.Subscribe(change =>
        {
            if (change.Kind == ChangeKind.Rules) Raise();
        });
    }

    protected override TimeSpan Pause => TimeSpan.Zero;

    public override void Dispose()
    {
        _subscription.Dispose();
        _news.Dispose();
        base.Dispose();
    }

    protected override async Task RoundAsync(CancellationToken ct)
    {
        await _news.WaitAsync(_isBusy ? Busy : Idle, ct);
        var tenants = _tenants();
        // A standby asks nobody anything, so it may look often whether it has taken over.
        _isBusy = await _follower.RunAsync(tenants, ct) > 0 || tenants.Count == 0;
    }

    private void Raise()
    {
        try
        {
            if (_news.CurrentCount == 0) _news.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // Raised already, or over.
        }
    }
}
