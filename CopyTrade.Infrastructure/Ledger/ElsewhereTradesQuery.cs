using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Ledger;

internal sealed class ElsewhereTradesQuery(TenantScopes scopes, TimeProvider clock) : IElsewhereTrades
{
    /// <summary>Younger trades may be our own, of which the venue has not told us yet.</summary>
    internal static readonly TimeSpan Settling = TimeSpan.FromMinutes(5);

    private const string HeadSql = """
        select r.read_to, r.resume_to is not null as is_part from wallet_connection w left join wallet_trade_read r on r.connection_id = w.id
         where w.billing_account_id = @Tenant and w.revoked_at is null and not exists (select from paper_account p where p.billing_account_id = w.billing_account_id)
        """;

    private const string SumSql = $"select count(*)::int as trades, coalesce(sum(case side when 'buy' then -1 else 1 end * shares * price), 0) as cash from ({WalletTradeSql.Elsewhere}) e";

    public async Task<ElsewhereTrades?> ReadAsync(TenantRef tenant, int most, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var wallets = await scope.QueryAsync<Head>(HeadSql, new { tenant.Tenant });
        if (wallets.Count == 0) return null;
        var settled = clock.GetUtcNow() - Settling;
        var (trades, cash) = await scope.QuerySingleAsync<(int, decimal)>(SumSql, new { tenant.Tenant, settled });
        var rows = trades == 0 ? [] : await scope.QueryAsync<Row>($"{WalletTradeSql.Elsewhere} order by t.at desc, t.id desc limit @most", new { tenant.Tenant, settled, most });
        return new(wallets[0].ReadTo, trades, Usdc.RoundDown(cash), [.. rows.Select(row => row.ToTrade())]) { IsWhole = !wallets[0].IsPart };
    }

    private sealed class Head
    {
        public DateTimeOffset? ReadTo { get; init; }

        public bool IsPart { get; init; }
    }

    private sealed record Row(DateTimeOffset At, string Side, string ConditionId, string TokenId, decimal Shares, decimal Price, string? Title, string? Outcome, string TransactionHash)
    {
        public ElsewhereTrade ToTrade() => new(
            At, EnumText.Parse<OrderSide>(Side), Domain.Venue.ConditionId.Parse(ConditionId), Domain.Venue.TokenId.Parse(TokenId), Domain.Money.Shares.Of(Shares), Domain.Money.Price.Of(Price), Title, Outcome,
            Domain.Venue.TransactionHash.Parse(TransactionHash));
    }
}
