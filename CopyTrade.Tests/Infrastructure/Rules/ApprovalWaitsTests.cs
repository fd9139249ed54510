using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Rules;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Operations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Rules;

/// <summary>A rule that asked waits for its owner, but not for ever.</summary>
public sealed class ApprovalWaitsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Rule_WithoutAnAnswerInTime_ExpiresAndSaysWhy()
    {
        var tenant = await database.SeedTenantAsync();
        var late = await RuleRows.AddAsync(database, tenant, "pending_approval", Now.AddHours(-3).AddMinutes(-1));
        var waiting = await RuleRows.AddAsync(database, tenant, "pending_approval", Now.AddHours(-2));
        var active = await RuleRows.AddAsync(database, tenant, "active", Now.AddDays(-9));

        await RunAsync(tenant);

        Assert.Equal(("expired", "It asked and had no answer for 3 hours."), await ReadAsync(late));
        Assert.Equal(("pending_approval", ""), await ReadAsync(waiting));
        Assert.Equal(("active", ""), await ReadAsync(active));
        Assert.Equal("It asked and had no answer for 3 hours.", (await database.QueryAsync<string>("select data ->> 'reason' from rule_event where rule_id = @late and kind = 'rule_expired'", new { late })).Single());
    }

    [Fact]
    public async Task Rule_ThatAsks_EndsWithItsOwnTimeAndWithItsMarket()
    {
        var tenant = await database.SeedTenantAsync();
        var over = await RuleRows.AddAsync(database, tenant, "pending_approval", Now.AddMinutes(-5), expires: Now.AddMinutes(-1));
        var decided = await RuleRows.AddAsync(database, tenant, "pending_approval", Now.AddMinutes(-5), market: 42);
        await database.ExecuteAsync("insert into market_resolution values (@condition, '77', 1, 'test', now())", new { condition = RuleRows.Condition + "42" });

        await RunAsync(tenant);

        Assert.Equal(("expired", "Its end came before an answer."), await ReadAsync(over));
        Assert.Equal(("expired", "Its market was resolved before an answer."), await ReadAsync(decided));
    }

    [Fact]
    public async Task Rule_ThatAsksAboutAPositionThatIsGone_IsCancelled()
    {
        var tenant = await database.SeedTenantAsync();
        var gone = await RuleRows.AddAsync(database, tenant, "pending_approval", Now.AddMinutes(-5));
        await database.ExecuteAsync("update trade_rule set was_held = true where id = @gone", new { gone });

        await RunAsync(tenant);

        Assert.Equal(("canceled", "The position is closed."), await ReadAsync(gone));
    }

    [Fact]
    public async Task Answer_AfterTheEnd_IsRefused()
    {
        var tenant = await database.SeedTenantAsync();
        var late = await RuleRows.AddAsync(database, tenant, "pending_approval", Now.AddHours(-4));
        await RunAsync(tenant);

        var answer = await new RuleChanges(database.Scopes, Options.Create(new RuleOptions()), TimeProvider.System, NullLogger<RuleChanges>.Instance)
            .AnswerAsync(tenant, new(late), approve: true, CancellationToken.None);

        Assert.Equal("rule_not_active", Assert.IsType<CopyTrade.Domain.Rules.RuleChange.Refused>(answer).Code);
        Assert.Equal(0, (await database.QueryAsync<long>("select count(*) from rule_exit where rule_id = @late", new { late })).Single());
    }

    private Task RunAsync(TenantRef tenant) =>
        new ApprovalWaits(database.Scopes, Options.Create(new RuleOptions { ApprovalHours = 3 }), TimeProvider.System, NullLogger<ApprovalWaits>.Instance).RunAsync([tenant], CancellationToken.None);

    private async Task<(string, string)> ReadAsync(Guid rule) => (await database.QueryAsync<(string, string)>("select status, coalesce(reason, '') from trade_rule where id = @rule", new { rule })).Single();
}
