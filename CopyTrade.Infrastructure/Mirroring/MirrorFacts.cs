using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Our own situation for a batch, read once and kept up to date in memory: a later fill sees what an earlier one of the batch ordered (R0.5).</summary>
internal sealed class MirrorFacts
{
    private readonly HashSet<(TenantId, TargetKey, string)> _decided = [];
    private readonly Dictionary<(TenantId, string Book, string Token), decimal> _held = [];
    private readonly Dictionary<(TenantId, string Book, string Token), decimal> _incoming = [];
    private readonly Dictionary<(TenantId, string Book, string Token), decimal> _intent = [];
    private readonly Dictionary<(TenantId, string Book, string Condition), int> _resting = [];
    private readonly Dictionary<TenantId, decimal> _free = [];

    public void AddDecided(TenantId tenant, TargetKey target, string fill) => _decided.Add((tenant, target, fill));

    public void AddHeld(TenantId tenant, string book, string token, decimal shares) => _held[(tenant, book, token)] = _held.GetValueOrDefault((tenant, book, token)) + shares;

    public void AddIncoming(TenantId tenant, string book, string token, decimal shares) => _incoming[(tenant, book, token)] = _incoming.GetValueOrDefault((tenant, book, token)) + shares;

    public void AddIntent(TenantId tenant, string book, string token, decimal dollars) => _intent[(tenant, book, token)] = _intent.GetValueOrDefault((tenant, book, token)) + dollars;

    public void AddResting(TenantId tenant, string book, string condition, int orders) => _resting[(tenant, book, condition)] = _resting.GetValueOrDefault((tenant, book, condition)) + orders;

    public void SetFree(TenantId tenant, decimal dollars) => _free[tenant] = dollars;

    public bool IsDecided(Follower follower, ObservedFill fill) => _decided.Contains((follower.Tenant.Tenant, follower.Target.Key, fill.Id.Value));

    public MirrorSnapshot SnapshotFor(Follower follower, ObservedFill fill, Market? market)
    {
        var (tenant, book) = (follower.Tenant.Tenant, MirrorKeys.BookOf(follower.Target.Key));
        return new(
            IsDecided(follower, fill),
            // A sale may count on what is bought and not final: its order waits for that.
            fill.Side == OrderSide.Sell ? Sellable(tenant, book, fill.Token) : Held(tenant, book, fill.Token),
            market?.OppositeToken is { } opposite ? Held(tenant, book, opposite) : null,
            Usdc.RoundUp(_intent.GetValueOrDefault((tenant, book, fill.Token.Value))),
            _resting.GetValueOrDefault((tenant, book, fill.Condition.Value)),
            _free.TryGetValue(tenant, out var free) ? Usdc.RoundDown(Math.Max(0m, free)) : null);
    }

    /// <summary>Takes a decision into account for the fills after it.</summary>
    public void Apply(Follower follower, ObservedFill fill, MirrorDecision decision)
    {
        var tenant = follower.Tenant.Tenant;
        AddDecided(tenant, follower.Target.Key, fill.Id.Value);
        if (decision is not MirrorDecision.Place { Intent: var intent }) return;
        AddResting(tenant, intent.Book, intent.Condition.Value, 1);
        if (intent.Side == OrderSide.Sell)
        {
            AddHeld(tenant, intent.Book, intent.Token.Value, -intent.Shares.Quantity);
            return;
        }

        AddIntent(tenant, intent.Book, intent.Token.Value, intent.Notional.Amount);
        if (_free.TryGetValue(tenant, out var free)) _free[tenant] = free - intent.Notional.Amount;
    }

    private Shares Sellable(TenantId tenant, string book, TokenId token) =>
        Shares.RoundDown(Math.Max(0m, _held.GetValueOrDefault((tenant, book, token.Value)) + _incoming.GetValueOrDefault((tenant, book, token.Value))));

    private Shares Held(TenantId tenant, string book, TokenId token) => Shares.RoundDown(Math.Max(0m, _held.GetValueOrDefault((tenant, book, token.Value))));
}
