using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Research.Copies;

/// <summary>What targets made of single purchases: their own first in, first out over the tokens asked for.</summary>
internal static class TheirLots
{
    private const string Sql = """
        select f.wallet, f.fill_id as Fill, f.token_id as Token, f.side, f.shares, f.price, f.filled_at as At from observed_fill f
         where f.wallet = any (@wallets) and f.token_id = any (@tokens)
           and (exists (select from copy_target t where t.billing_account_id = @tenant and t.wallet = f.wallet and f.filled_at >= t.created_at and (t.disabled_at is null or f.filled_at < t.disabled_at))
             or exists (select from copy_decision d where d.billing_account_id = @tenant and d.fill_id = f.fill_id))
        """;

    /// <summary>By fill id.</summary>
    public static async Task<IReadOnlyDictionary<string, TargetLot>> ReadAsync(TenantScope scope, Guid tenant, IReadOnlyCollection<(string Wallet, string Token)> wanted)
    {
        if (wanted.Count == 0) return new Dictionary<string, TargetLot>();
        var rows = await scope.QueryAsync<Row>(Sql, new { tenant, wallets = wanted.Select(one => one.Wallet).Distinct().ToArray(), tokens = wanted.Select(one => one.Token).Distinct().ToArray() });
        return rows.GroupBy(row => row.Wallet)
            .SelectMany(wallet => TargetLots.Of(wallet.Select(row => row.ToTrade())).Lots)
            .ToDictionary(lot => lot.Buy.Fill.Value, StringComparer.Ordinal);
    }

    private sealed record Row(string Wallet, string Fill, string Token, string Side, decimal Shares, decimal Price, DateTime At)
    {
        public FollowedTrade ToTrade() => new(
            FillId.Parse(Fill), TokenId.Parse(Token), EnumText.Parse<OrderSide>(Side), CopyTrade.Domain.Money.Shares.RoundDown(Shares), CopyTrade.Domain.Money.Price.Of(Price), new DateTimeOffset(At, TimeSpan.Zero), FollowedResult.Skipped);
    }
}
