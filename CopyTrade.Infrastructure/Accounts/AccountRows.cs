using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Accounts;

/// <summary>The accounts of a person, the one that is shown first.</summary>
internal static class AccountRows
{
    private const string Sql = """
        select b.id, b.trading_mode, p.start_usdc, b.created_at, b.closed_at
          from billing_account b left join paper_account p on p.billing_account_id = b.id
         where b.owner_user_id = @user
         order by b.closed_at is not null, b.chosen_at desc nulls last, b.created_at
        """;

    public static async Task<IReadOnlyList<AccountSummary>> ListAsync(TenantScope scope, UserId user) =>
        [.. (await scope.QueryAsync<Row>(Sql, new { user })).Select(row =>
            new AccountSummary(new TenantRef(new TenantId(row.Id), user), EnumText.Parse<AccountMoney>(row.TradingMode), row.StartUsdc, row.CreatedAt, row.ClosedAt))];

    private sealed record Row(Guid Id, string TradingMode, Usdc? StartUsdc, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt);
}
