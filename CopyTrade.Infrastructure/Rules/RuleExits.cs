using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Opens the exit of a rule that has just been claimed, in the same transaction.</summary>
internal static class RuleExits
{
    private const string Sql = """
        insert into rule_exit (id, billing_account_id, rule_id, number, price, trigger_price, state, fired_at) values (@exit, @Tenant, @Id, @Exits, @price, @trigger, 'running', @now)
        """;

    public static async Task<Guid> BeginAsync(TenantScope scope, TradeRule claimed, Price price, DateTimeOffset now)
    {
        var exit = Guid.CreateVersion7(now);
        await scope.ExecuteAsync(Sql, new { exit, claimed.Tenant, claimed.Id, claimed.Exits, price, trigger = claimed.Terms.Trigger ?? price, now });
        return exit;
    }
}
