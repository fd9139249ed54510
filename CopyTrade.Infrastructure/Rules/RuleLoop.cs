using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Trading;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Judges rules as soon as a book or a position moves, and all of them at every tick (R4.11). One round at a time; what takes time goes on beside it.</summary>
internal sealed class RuleLoop : HostedLoop
{
    // How soon a host that takes over looks at its rules.
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);
    private readonly RuleWatch _watch;
    private readonly RuleActions _actions;
    private readonly RuleMailbox _mailbox;
    private readonly RuleHosts _hosts;
    private readonly TenantList _tenants;
    private readonly RuleOptions _options;
    private readonly TimeProvider _clock;
    private readonly IDisposable _subscription;
    private long? _tickedAt;
    private bool _leads;

    public RuleLoop(RuleWatch watch, RuleActions actions, RuleMailbox mailbox, RuleHosts hosts, TenantList tenants, IChangeFeed changes, IOptions<RuleOptions> options, TimeProvider clock, ILogger<RuleLoop> logger) : base(clock, logger)
    {
        (_watch, _actions, _mailbox, _hosts, _tenants, _options, _clock) = (watch, actions, mailbox, hosts, tenants, options.Value, clock);
        _subscription = changes.Subscribe(change =>
        {
            if (change is { Kind: ChangeKind.Rules or ChangeKind.Orders or ChangeKind.Positions or ChangeKind.Wallet, Tenant: { } tenant }) mailbox.Add(tenant);
        });
    }

    protected override TimeSpan Pause => TimeSpan.Zero;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _actions.IdleAsync();
    }

    public override void Dispose()
    {
        _subscription.Dispose();
        base.Dispose();
    }

    protected override async Task RoundAsync(CancellationToken ct)
    {
        var (books, named) = await _mailbox.TakeAsync(UntilTick() is var left && left < Glance ? left : Glance, ct);
        var tenants = _tenants();
        // Who leads from now on reads everything at once, and who does not any more forgets everything.
        if (_leads != tenants.Count > 0) (_leads, _tickedAt) = (tenants.Count > 0, null);
        try
        {
            // Prices first: reading takes a moment, and what a price means does not wait for it.
            foreach (var (token, since) in books)
            {
                _watch.Judge(token, ct);
                RuleMeter.Lag.Record(_clock.GetElapsedTime(since).TotalMilliseconds);
            }

            if (UntilTick() == TimeSpan.Zero)
            {
                await _watch.ReloadAsync(tenants, ct);
                _watch.JudgeAll(ct);
                _tickedAt = _clock.GetTimestamp();
                await _hosts.TellAsync(_clock.GetUtcNow(), _watch.Count, _watch.StaleCount, ct);
                return;
            }

            await _watch.ReloadSomeAsync([.. tenants.Where(tenant => named.Contains(tenant.Tenant))], ct);
            foreach (var token in _watch.TokensOf(named)) _watch.Judge(token, ct);
        }
        catch
        {
            _tickedAt = null;   // what was named is taken out of the mailbox: look at everything next
            throw;
        }
    }

    // By the running time: a clock that is set back must not put the next look off.
    private TimeSpan UntilTick() => _tickedAt is { } at && _clock.GetElapsedTime(at) is var gone && gone < _options.Poll ? _options.Poll - gone : TimeSpan.Zero;
}
