using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Trading;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>Takes durable jobs as soon as they are stored or another has ended, and looks at every tenant at each tick (R4.17).</summary>
internal sealed class JobLoop : HostedLoop
{
    private readonly JobWorker _worker;
    private readonly TenantList _tenants;
    private readonly AlertOptions _options;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _news = new(0, 1);
    private readonly Lock _gate = new();
    private readonly HashSet<TenantId> _named = [];
    private readonly IDisposable _subscription;
    private long? _tickedAt;
    private long? _renewedAt;

    public JobLoop(JobWorker worker, TenantList tenants, IChangeFeed changes, IOptions<AlertOptions> options, TimeProvider clock, ILogger<JobLoop> logger) : base(clock, logger)
    {
        (_worker, _tenants, _options, _clock) = (worker, tenants, options.Value, clock);
        _worker.Ended += OnEnded;
        _subscription = changes.Subscribe(change =>
        {
            if (change is { Kind: ChangeKind.Alerts, Tenant: { } tenant }) Raise(tenant);
        });
    }

    protected override TimeSpan Pause => TimeSpan.Zero;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _worker.DrainAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _worker.Ended -= OnEnded;
        _subscription.Dispose();
        _news.Dispose();
        base.Dispose();
    }

    protected override async Task RoundAsync(CancellationToken ct)
    {
        await _news.WaitAsync(LeftOf(_tickedAt, _options.JobPoll), ct);
        if (LeftOf(_renewedAt, _options.JobLease / 3) == TimeSpan.Zero)
        {
            await _worker.RenewAsync(ct);
            _renewedAt = _clock.GetTimestamp();
        }

        var named = Drain();
        named.UnionWith(_worker.Unserved);
        var all = _tenants();
        if (LeftOf(_tickedAt, _options.JobPoll) == TimeSpan.Zero)
        {
            await _worker.LookAsync(all, ct);
            _tickedAt = _clock.GetTimestamp();
            return;
        }

        try
        {
            await _worker.TakeAsync([.. all.Where(tenant => named.Contains(tenant.Tenant))], ct);
        }
        catch
        {
            _tickedAt = null;   // who was named is forgotten: look at everybody next
            throw;
        }
    }

    private void OnEnded(TenantRef tenant) => Raise(tenant.Tenant);

    // By the running time: a clock that is set back must not put the next look off.
    private TimeSpan LeftOf(long? since, TimeSpan pause) => since is { } at && _clock.GetElapsedTime(at) is var gone && gone < pause ? pause - gone : TimeSpan.Zero;

    private HashSet<TenantId> Drain()
    {
        lock (_gate)
        {
            HashSet<TenantId> named = [.. _named];
            _named.Clear();
            return named;
        }
    }

    private void Raise(TenantId tenant)
    {
        lock (_gate) _named.Add(tenant);
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
