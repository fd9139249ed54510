using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Trading;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Notifications;

/// <summary>Tells news a second after something moved, and looks every five seconds anyway. Beside the trading path, never in it (F21).</summary>
internal sealed class NewsLoop : HostedLoop
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private readonly NewsReader _reader;
    private readonly TenantList _tenants;
    private readonly TimeProvider _clock;
    private readonly IDisposable _subscription;
    private volatile bool _isNews = true;
    private long _readAt;

    public NewsLoop(NewsReader reader, TenantList tenants, IChangeFeed changes, TimeProvider clock, ILogger<NewsLoop> logger) : base(clock, logger)
    {
        (_reader, _tenants, _clock) = (reader, tenants, clock);
        _subscription = changes.Subscribe(change =>
        {
            if (change.Kind is ChangeKind.Rules or ChangeKind.Orders or ChangeKind.Positions or ChangeKind.Halts or ChangeKind.Wallet or ChangeKind.Alerts) _isNews = true;
        });
    }

    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    public override void Dispose()
    {
        _subscription.Dispose();
        base.Dispose();
    }

    protected override async Task RoundAsync(CancellationToken ct)
    {
        if (!_isNews && _clock.GetElapsedTime(_readAt) < Longest) return;
        _isNews = false;
        try
        {
            await _reader.RunAsync(_tenants(), ct);
            _readAt = _clock.GetTimestamp();
        }
        catch
        {
            _isNews = true;   // what was heard is not told yet
            throw;
        }
    }
}
