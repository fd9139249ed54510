using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Trading;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Judges rules as soon as a book or a position moves, and all of them at every tick (R4.11). One round at a time.</summary>
internal sealed class RuleLoop : HostedLoop
{
    private readonly RuleWatch _watch;
    private readonly EvaluationRecord _record;
    private readonly RuleMailbox _mailbox;
    private readonly RuleHosts _hosts;
    private readonly TenantList _tenants;
    private readonly RuleOptions _options;
    private readonly TimeProvider _clock;
    private readonly IDisposable _subscription;
    private long? _tickedAt;
    private long? _recordedAt;

    public RuleLoop(RuleWatch watch, EvaluationRecord record, RuleMailbox mailbox, RuleHosts hosts, TenantList tenants, IChangeFeed changes, IOptions<RuleOptions> options, TimeProvider clock, ILogger<RuleLoop> logger) : base(clock, logger)
    {
        (_watch, _record, _mailbox, _hosts, _tenants, _options, _clock) = (watch, record, mailbox, hosts, tenants, options.Value, clock);
        _subscription = changes.Subscribe(change =>
        {
            if (change is { Kind: ChangeKind.Rules or ChangeKind.Orders or ChangeKind.Positions or ChangeKind.Wallet, Tenant: { } tenant }) mailbox.Add(tenant);
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
        var left = LeftOf(_tickedAt, _options.Poll);
        var (tokens, tenants) = await _mailbox.TakeAsync(left, ct);
        if (LeftOf(_tickedAt, _options.Poll) == TimeSpan.Zero)
        {
            await TickAsync(ct);
            return;
        }

        try
        {
            if (tenants.Count > 0) await _watch.ReloadSomeAsync([.. _tenants().Where(tenant => tenants.Contains(tenant.Tenant))], ct);
            await _watch.JudgeAsync(tokens.Union(_watch.TokensOf(tenants)), ct);
        }
        catch
        {
            _tickedAt = null;   // what was named is taken out of the mailbox: look at everything next
            throw;
        }
    }

    // By the running time: a clock that is set back must not put the next look off.
    private TimeSpan LeftOf(long? since, TimeSpan pause) => since is { } at && _clock.GetElapsedTime(at) is var gone && gone < pause ? pause - gone : TimeSpan.Zero;

    private async Task TickAsync(CancellationToken ct)
    {
        var tenants = _tenants();
        await _watch.ReloadAsync(tenants, ct);
        await _watch.RefreshAsync(ct);
        await _watch.JudgeAllAsync(ct);
        _tickedAt = _clock.GetTimestamp();
        await _hosts.TellAsync(_clock.GetUtcNow(), _watch.Count, _watch.StaleCount, ct);
        if (LeftOf(_recordedAt, TimeSpan.FromSeconds(_options.RecordSeconds)) > TimeSpan.Zero) return;
        await _record.WriteAsync(tenants, ct);
        _recordedAt = _clock.GetTimestamp();
    }
}
