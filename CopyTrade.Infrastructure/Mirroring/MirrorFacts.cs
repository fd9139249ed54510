using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Our own situation for a batch, read once and kept up to date in memory: a later fill sees what an earlier one of the batch ordered (R0.5).</summary>
internal sealed class MirrorFacts(FactNeeds needs)
{
    private readonly HashSet<(TenantId, TargetKey, string)> _decided = [];
    private readonly Dictionary<(TenantId, string Book, string Token), decimal> _held = [];
    private readonly Dictionary<(TenantId, string Book, string Token), decimal> _selling = [];
    private readonly Dictionary<(TenantId, string Book, string Token), decimal> _incoming = [];
    private readonly Dictionary<(TenantId, string Book, string Condition), int> _resting = [];
    private readonly Dictionary<(TenantId, string Book, string Condition), RestingOrder> _restingBuys = [];
    private readonly Dictionary<TenantId, decimal> _free = [];

    public ExposureFacts Exposure { get; } = new(needs);

    public TargetFacts Targets { get; } = new();

    public GroupFacts Groups { get; } = new();

    public void AddDecided(TenantId tenant, TargetKey target, string fill) => _decided.Add((tenant, target, fill));

    /// <param name="tenant">Whose.</param>
    /// <param name="book">Of which target.</param>
    /// <param name="token">Which outcome.</param>
    /// <param name="shares">Free to be sold.</param>
    /// <param name="selling">Being sold already.</param>
    public void AddHeld(TenantId tenant, string book, string token, decimal shares, decimal selling = 0m)
    {
        _held[(tenant, book, token)] = _held.GetValueOrDefault((tenant, book, token)) + shares;
        if (selling > 0m) _selling[(tenant, book, token)] = _selling.GetValueOrDefault((tenant, book, token)) + selling;
    }

    public void AddIncoming(TenantId tenant, string book, string token, decimal shares) => _incoming[(tenant, book, token)] = _incoming.GetValueOrDefault((tenant, book, token)) + shares;

    /// <summary>The only unfinished order of a book on a market, when it is a buy that nobody called back.</summary>
    public void SetRestingBuy(TenantId tenant, string book, string condition, RestingOrder order) => _restingBuys[(tenant, book, condition)] = order;

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
            Exposure.IntentOn(tenant, book, fill.Token),
            _resting.GetValueOrDefault((tenant, book, fill.Condition.Value)),
            _free.TryGetValue(tenant, out var free) ? Usdc.RoundDown(Math.Max(0m, free)) : null,
            Exposure.For(tenant, book, fill, market?.OppositeToken),
            _restingBuys.GetValueOrDefault((tenant, book, fill.Condition.Value)),
            fill.Side == OrderSide.Sell && _selling.TryGetValue((tenant, book, fill.Token.Value), out var selling) ? Shares.RoundDown(selling) : null);
    }

    /// <summary>Takes a decision into account for the fills after it.</summary>
    public void Apply(Follower follower, MirrorInput input, MirrorDecision decision)
    {
        var (tenant, fill) = (follower.Tenant.Tenant, input.Fill);
        AddDecided(tenant, follower.Target.Key, fill.Id.Value);
        Groups.Apply(follower, fill, input.Group, decision);
        if (decision is not MirrorDecision.Place { Intent: var intent }) return;
        AddResting(tenant, intent.Book, intent.Condition.Value, 1);
        _restingBuys.Remove((tenant, intent.Book, intent.Condition.Value));
        if (intent.Side == OrderSide.Sell)
        {
            AddHeld(tenant, intent.Book, intent.Token.Value, -intent.Shares.Quantity, intent.Shares.Quantity);
            return;
        }

        Exposure.Apply(tenant, intent, input.Now);
        if (_free.TryGetValue(tenant, out var free)) _free[tenant] = free - intent.Notional.Amount;
    }

    private Shares Sellable(TenantId tenant, string book, TokenId token) =>
        Shares.RoundDown(Math.Max(0m, _held.GetValueOrDefault((tenant, book, token.Value)) + _incoming.GetValueOrDefault((tenant, book, token.Value))));

    private Shares Held(TenantId tenant, string book, TokenId token) => Shares.RoundDown(Math.Max(0m, _held.GetValueOrDefault((tenant, book, token.Value))));
}
