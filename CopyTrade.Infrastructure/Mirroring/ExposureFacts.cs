using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>What each tenant of a batch has at stake and how often it traded, kept up to date as the batch is judged.</summary>
internal sealed class ExposureFacts(FactNeeds needs)
{
    private readonly HashSet<Guid> _capped = [.. needs.Capped];
    private readonly HashSet<Guid> _stopping = [.. needs.Stopping];
    private readonly HashSet<Guid> _paced = [.. needs.Paced];
    private readonly Dictionary<(TenantId, string Book, string Token), decimal> _intent = [];
    private readonly Dictionary<(TenantId, string Condition), decimal> _market = [];
    private readonly Dictionary<(TenantId, string Condition, string Token), decimal> _token = [];
    private readonly Dictionary<(TenantId, string Book), decimal> _target = [];
    private readonly Dictionary<TenantId, decimal> _total = [];
    private readonly Dictionary<TenantId, decimal> _realized = [];
    private readonly Dictionary<(TenantId, string Book), int> _entries = [];
    private readonly Dictionary<(TenantId, string Book, string Condition), DateTimeOffset> _last = [];

    public void Add(TenantId tenant, string book, string condition, string token, decimal dollars)
    {
        Sum(_intent, (tenant, book, token), dollars);
        Sum(_market, (tenant, condition), dollars);
        Sum(_token, (tenant, condition, token), dollars);
        Sum(_target, (tenant, book), dollars);
        Sum(_total, tenant, dollars);
    }

    public void SetRealized(TenantId tenant, decimal dollars) => _realized[tenant] = dollars;

    public void AddEntries(TenantId tenant, string book, string condition, int entries, DateTimeOffset last)
    {
        _entries[(tenant, book)] = _entries.GetValueOrDefault((tenant, book)) + entries;
        _last[(tenant, book, condition)] = last;
    }

    /// <summary>Takes a buy into account for the fills after it.</summary>
    public void Apply(TenantId tenant, OrderIntent intent, DateTimeOffset now)
    {
        Add(tenant, intent.Book, intent.Condition.Value, intent.Token.Value, intent.Notional.Amount);
        AddEntries(tenant, intent.Book, intent.Condition.Value, 1, now);
    }

    public Usdc IntentOn(TenantId tenant, string book, TokenId token) => Usdc.RoundUp(_intent.GetValueOrDefault((tenant, book, token.Value)));

    public OwnExposure For(TenantId tenant, string book, ObservedFill fill, TokenId? opposite)
    {
        var (condition, market) = (fill.Condition.Value, _market.GetValueOrDefault((tenant, fill.Condition.Value)));
        var ownOther = opposite is null ? 0m : _intent.GetValueOrDefault((tenant, book, opposite.Value));
        var otherSide = market - _token.GetValueOrDefault((tenant, condition, fill.Token.Value));
        return new(
            Usdc.RoundUp(ownOther), Usdc.RoundUp(market), Usdc.RoundUp(_target.GetValueOrDefault((tenant, book))),
            _capped.Contains(tenant.Value) ? Usdc.RoundUp(_total.GetValueOrDefault(tenant)) : null,
            _stopping.Contains(tenant.Value) ? Usdc.RoundDown(_realized.GetValueOrDefault(tenant)) : null,
            _paced.Contains(tenant.Value) ? _entries.GetValueOrDefault((tenant, book)) : null,
            _last.TryGetValue((tenant, book, condition), out var last) ? last : null,
            Usdc.RoundUp(Math.Max(0m, otherSide - ownOther)));
    }

    private static void Sum<TKey>(Dictionary<TKey, decimal> sums, TKey key, decimal dollars) where TKey : notnull => sums[key] = sums.GetValueOrDefault(key) + dollars;
}
