using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Trading;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Judges rules as soon as a book or a position moves, and all of them at every tick (R4.11). One round at a time; what takes time goes on beside it: no price waits for a reading, nor for the rules of somebody who has very many.</summary>
internal sealed class RuleLoop : HostedLoop
{
    // How soon a host that takes over looks at its rules.
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    // Tokens without news that are judged before prices are looked for again; about a millisecond.
    private const int Slice = 250;
    private readonly RuleWatch _watch;
    private readonly RuleActions _actions;
    private readonly RuleMailbox _mailbox;
    private readonly RuleHosts _hosts;
    private readonly TenantList _tenants;
    private readonly RuleOptions _options;
    private readonly TimeProvider _clock;
    private readonly IDisposable _subscription;
    private readonly HashSet<TenantId> _named = [];
    private readonly HashSet<TokenId> _due = [];
    private Task<RuleReading?>? _beside;
    private Task _woken = Task.CompletedTask;
    private long? _tickedAt;
    private bool _leads;
    private bool _isVoid;
    private bool _isToTell;

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
        await _woken;
        await _actions.IdleAsync();
    }

    public override void Dispose()
    {
        _subscription.Dispose();
        base.Dispose();
    }

    protected override async Task RoundAsync(CancellationToken ct)
    {
        var (books, named) = await _mailbox.TakeAsync(Patience(), ct);
        _named.UnionWith(named);
        try
        {
            foreach (var (token, since) in books)
            {
                _watch.Judge(token, ct);
                _due.Remove(token);
                RuleMeter.Lag.Record(_clock.GetElapsedTime(since).TotalMilliseconds);
            }

            var tenants = _tenants();
            // Who leads from now on reads everything at once, and who does not any more forgets everything.
            if (_leads != tenants.Count > 0) (_leads, _tickedAt, _isVoid) = (tenants.Count > 0, null, _beside is not null);
            if (_beside is { IsCompleted: true }) await TakeOverAsync();
            _beside ??= Begin(tenants, ct);
            if (_due.Count > 0) JudgeDue(ct);
        }
        catch
        {
            _tickedAt = null;   // what was named may be lost: look at everything next
            throw;
        }
    }

    private void JudgeDue(CancellationToken ct)
    {
        foreach (var token in _due.Take(Slice).ToList())
        {
            _watch.Judge(token, ct);
            _due.Remove(token);
        }
    }

    private async Task TakeOverAsync()
    {
        var (beside, isVoid) = (_beside!, _isVoid);
        (_beside, _isVoid) = (null, false);
        if (await beside is not { } reading || isVoid) return;
        _watch.Take(reading);
        _due.UnionWith(reading.IsWhole ? _watch.Tokens : _watch.TokensOf(reading.Among));
        if (reading.IsWhole) (_tickedAt, _isToTell) = (_clock.GetTimestamp(), true);
    }

    /// <summary>The next thing to do beside judging, one at a time; null when there is none.</summary>
    private Task<RuleReading?>? Begin(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (UntilTick() == TimeSpan.Zero)
        {
            _named.Clear();
            return Beside(async () => await _watch.ReadAsync(tenants, isWhole: true, ct));
        }

        if (_isToTell && _due.Count == 0)
        {
            _isToTell = false;
            return Beside(async () =>
            {
                await _hosts.TellAsync(_clock.GetUtcNow(), _watch.Count, _watch.StaleCount, ct);
                return null;
            });
        }

        List<TenantRef> among = [.. tenants.Where(tenant => _named.Contains(tenant.Tenant))];
        _named.Clear();
        return among.Count == 0 ? null : Beside(async () => await _watch.ReadAsync(among, isWhole: false, ct));
    }

    private Task<RuleReading?> Beside(Func<Task<RuleReading?>> work)
    {
        var beside = work();
        _woken = beside.ContinueWith(_ => _mailbox.Wake(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return beside;
    }

    private TimeSpan Patience() => _due.Count > 0 ? TimeSpan.Zero : _beside is null && UntilTick() is var left && left < Glance ? left : Glance;

    // By the running time: a clock that is set back must not put the next look off.
    private TimeSpan UntilTick() => _tickedAt is { } at && _clock.GetElapsedTime(at) is var gone && gone < _options.Poll ? _options.Poll - gone : TimeSpan.Zero;
}
