using System.Net.Http.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Ledger;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Simulator;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Venue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Infrastructure.Ledger;

public sealed class WalletActivityJobTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private readonly LedgerStage _stage = new(database);
    private readonly RecordedActivity _record = new();

    [Fact]
    public async Task Run_DepositRebateAndReward_ArePostedOnceHoweverOften()
    {
        var tenant = await OpenedAsync(500m);
        _record.Add(ActivityKind.Deposit, 100m, _stage.Clock.GetUtcNow());
        _record.Add(ActivityKind.MakerRebate, 1.25m, _stage.Clock.GetUtcNow());
        _record.Add(ActivityKind.Reward, 2m, _stage.Clock.GetUtcNow());

        Assert.Equal(new JobReport(1, 6), await Job(_record).RunAsync([tenant], default));   // three rows, three entries
        Assert.Equal(new JobReport(1, 0), await Job(_record).RunAsync([tenant], default));

        Assert.Equal([("capital", -600m), ("cash", 603.25m), ("rebates", -1.25m), ("rewards", -2m)], await _stage.SumsAsync(tenant));
        _stage.Clock.Advance(TimeSpan.FromMinutes(1));
        await _stage.BalanceAsync(tenant, 603.25m);
        await _stage.Residuals().RunAsync([tenant], default);
        Assert.Equal(Usdc.Zero, (await _stage.Query.ReadAsync(tenant, 7, default)).Residuals[0].CashApart);
    }

    [Fact]
    public async Task Run_BeforeTheFirstComparison_IsInTheOpeningCapital()
    {
        var tenant = await database.SeedTenantAsync();
        await _stage.BalanceAsync(tenant, 500m);
        _record.Add(ActivityKind.Deposit, 500m, _stage.Clock.GetUtcNow());
        Assert.Equal(new JobReport(1, 1), await Job(_record).RunAsync([tenant], default));   // kept, not posted

        await _stage.Residuals().RunAsync([tenant], default);
        Assert.Equal(new JobReport(1, 0), await Job(_record).RunAsync([tenant], default));
        Assert.Equal([("capital", -500m), ("cash", 500m)], await _stage.SumsAsync(tenant));
    }

    [Fact]
    public async Task Run_TransferThatWasAskedForHere_IsNotADepositAsWell()
    {
        var tenant = await OpenedAsync(500m);
        var wrap = _record.Add(ActivityKind.Deposit, 40m, _stage.Clock.GetUtcNow());
        await database.ExecuteAsync("""
            insert into chain_transaction (id, billing_account_id, connection_id, purpose, signer, nonce, contract, data, gas, max_fee_wei, tip_wei, raw, transaction_hash, status, created_at, ended_at)
            values (gen_random_uuid(), @Tenant, @Tenant, 'wrap', '0x' || repeat('1', 40), 0, '0x' || repeat('2', 40), '', 1, 1, 0, '', @hash, 'confirmed', @now, @now)
            """, new { tenant.Tenant, hash = wrap.Transaction.Value, now = _stage.Clock.GetUtcNow() });

        await Job(_record).RunAsync([tenant], default);

        Assert.Equal([("capital", -500m), ("cash", 500m)], await _stage.SumsAsync(tenant));
    }

    [Fact]
    public async Task Run_ManyRowsOfOneSecondSomeEqual_LosesNoneAndKeepsNoneTwice()
    {
        var tenant = await OpenedAsync(500m);
        var now = _stage.Clock.GetUtcNow();
        for (var n = 0; n < 7; n++) _record.Add(ActivityKind.MakerRebate, 0.01m * (1 + (n / 2)), now, n < 2 ? '9' : (char)('a' + (n % 6)));
        for (var n = 0; n < 4; n++) _record.Add(ActivityKind.Reward, 1m + n, now.AddSeconds(n));

        await Job(_record).RunAsync([tenant], default);
        await Job(_record).RunAsync([tenant], default);

        Assert.Equal(11, (await database.QueryAsync<int>("select count(*)::int from wallet_activity where billing_account_id = @Tenant", new { tenant.Tenant }))[0]);
        Assert.Equal([("rebates", -0.16m), ("rewards", -10m)], (await _stage.SumsAsync(tenant)).Where(row => row.Account is "rebates" or "rewards"));
    }

    [Fact]
    public async Task Run_OneWalletCannotBeRead_ReadsTheOthersAndFailsInWords()
    {
        TenantRef[] tenants = [await OpenedAsync(500m), await OpenedAsync(500m)];
        _record.Add(ActivityKind.Deposit, 5m, _stage.Clock.GetUtcNow());
        _record.FailsNext = 1;

        var failure = await Assert.ThrowsAsync<VenueUnavailableException>(() => Job(_record).RunAsync(tenants, default));

        Assert.Equal("1 of 2 wallets could not be read; the first: no answer", failure.Message);
        // The other's row and entry are there; the next run brings those of the first.
        Assert.Equal(new JobReport(2, 2), await Job(_record).RunAsync(tenants, default));
        Assert.Equal(new JobReport(2, 0), await Job(_record).RunAsync(tenants, default));
    }

    [Fact]
    public async Task Run_AgainstTheVenuesWire_PostsWhatTheWalletDidAndNothingIsLeftOver()
    {
        await using var venue = await SimulatorHost.StartAsync(new() { Leaders = false }, _stage.Clock, null, CancellationToken.None);
        await using var services = TestVenue.At($"http://127.0.0.1:{venue.Port}", _stage.Clock, settings: [("DataApiUrl", venue.DataApiUrl.ToString()), ("GammaUrl", venue.GammaUrl.ToString())]);
        using var http = new HttpClient(new SocketsHttpHandler());
        var tenant = await OpenedAsync(500m);
        var wallet = "0x" + tenant.Tenant.Value.ToString("N") + "00000000";
        var markets = await http.GetFromJsonAsync<System.Text.Json.JsonElement>(venue.ControlUrl + "/markets");
        var condition = markets[0].GetProperty("conditionId").GetString();
        await PostAsync("fund", new { address = wallet, usdc = 500m });
        await PostAsync("activity", new { address = wallet, type = "SPLIT", amount = 40m, conditionId = condition });
        await PostAsync("activity", new { address = wallet, type = "MERGE", amount = 15.5m, conditionId = condition });
        await PostAsync("activity", new { address = wallet, type = "MAKER_REBATE", amount = 1.25m });
        await PostAsync("activity", new { address = wallet, type = "DEPOSIT", amount = 100m });
        using var tooMuch = await http.PostAsJsonAsync(venue.ControlUrl + "/activity", new { address = wallet, type = "MERGE", amount = 100m, conditionId = condition });
        Assert.Equal(409, (int)tooMuch.StatusCode);
        var job = new WalletActivityJob(
            database.Scopes, services.GetRequiredService<IWalletActivity>(), services.GetRequiredService<IMarketCatalog>(),
            new(database.Scopes, services.GetRequiredService<IMarketResolutions>(), _stage.Clock, NullLogger<OutsidePostings>.Instance), _stage.Clock, NullLogger<WalletActivityJob>.Instance);

        Assert.Equal(new JobReport(1, 8), await job.RunAsync([tenant], default));
        Assert.Equal(new JobReport(1, 0), await job.RunAsync([tenant], default));

        _stage.Clock.Advance(TimeSpan.FromMinutes(1));
        await _stage.BalanceAsync(tenant, 500m - 40m + 15.5m + 1.25m + 100m);
        await _stage.Residuals().RunAsync([tenant], default);
        var facts = await _stage.Query.ReadAsync(tenant, 7, default);
        var profit = ProfitCalculator.Of(facts.Lines, new Dictionary<TokenId, Price>());
        Assert.Equal((Usdc.Zero, 0), (facts.Residuals[0].CashApart, facts.Unexplained));
        Assert.Equal((Usdc.Of(1.25m), Usdc.Zero, Usdc.Of(24.5m), 2), (profit.Rebates, profit.Realized, profit.UnmarkedCost, profit.OpenPositions));
        // Both outcomes of one market pay a dollar together.
        Assert.Equal(Usdc.Of(24.5m), CertainValue.Of(facts.Lines, facts.Events!));

        async Task PostAsync(string path, object body)
        {
            using var answer = await http.PostAsJsonAsync(venue.ControlUrl + "/" + path, body);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    /// <summary>A wallet whose balance was compared for the first time a minute ago.</summary>
    private async Task<TenantRef> OpenedAsync(decimal balance)
    {
        var tenant = await database.SeedTenantAsync();
        await _stage.BalanceAsync(tenant, balance);
        await _stage.Residuals().RunAsync([tenant], default);
        _stage.Clock.Advance(TimeSpan.FromMinutes(1));
        return tenant;
    }

    private WalletActivityJob Job(RecordedActivity record) => new(
        database.Scopes, record, record, new(database.Scopes, record, _stage.Clock, NullLogger<OutsidePostings>.Instance), _stage.Clock, NullLogger<WalletActivityJob>.Instance);
}
