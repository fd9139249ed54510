using System.Text.Json.Nodes;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Signals;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Domain.Signals;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Mirroring;
using CopyTrade.Tests.Infrastructure.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Signals;

/// <summary>Intents from the queue to the ledger on a real database; nothing is placed.</summary>
public sealed class SignalExecutionTests : IClassFixture<DatabaseFixture>, IDisposable
{
    private static readonly SignalTerms Small = SignalText.Terms with { AggregateSeconds = 60, MaxSlippagePercent = 100m };
    private readonly DatabaseFixture _database;
    private readonly ManualClock _clock = new(SignalText.At);
    private readonly OrderQueue _queue = new(Options.Create(new TradingOptions()));
    private readonly FixedBooks _books = new();
    private readonly SignalHouse _house;
    private readonly SignalExecution _execution;

    public SignalExecutionTests(DatabaseFixture database)
    {
        _database = database;
        _house = new SignalHouse(database, _clock);
        _books.Set(TokenId.Parse("71"), 0.48m, 0.50m);
        _execution = new SignalExecution(
            new PostgresSignalStore(database.Scopes, new VenueSettings(VenueMode.Demo)), new SignalMarkets(new FixedMarkets(), _books), _queue, new NoCrashPoints(), _clock, NullLogger<SignalExecution>.Instance);
    }

    public void Dispose() => _queue.Dispose();

    [Theory, InlineData("live", "demo"), InlineData("paper", "paper")]
    public async Task Budget_OfAProfile_CountsTheOrdersOfItsAccountWhateverTheMoney(string money, string mode)
    {
        var tenant = money == "paper" ? await new PaperHouse(_database).OpenAsync() : await RichAsync();
        await _house.AddAsync(tenant, "default", SignalText.Terms with { Sizing = new SignalSizing.Fixed(Usdc.Of(5m)), DailyBudget = Usdc.Of(8m) });

        await SendAsync(tenant, SignalText.Buy());
        await SendAsync(tenant, SignalText.Buy());

        Assert.Equal([("placed", null), ("rejected", "budget_exceeded")], await _database.QueryAsync<(string, string?)>(
            "select status, code from signal_intent where billing_account_id = @Tenant order by status", new { tenant.Tenant }));
        var figures = await new SignalsQuery(_database.Scopes, _database.Databases, new VenueSettings(VenueMode.Demo), _clock).StatsAsync(tenant, default);
        Assert.Equal([new SignalProfileStats("default", 2, 0, 0, Usdc.Of(5m))], figures.Profiles);
        Assert.Equal([mode], await _database.QueryAsync<string>("select mode from trade_order where billing_account_id = @Tenant", new { tenant.Tenant }));
    }

    [Fact]
    public async Task SmallBuys_OfOneTraderAndOutcome_BecomeOneOrderThatNamesItsMembers()
    {
        var tenant = await RichAsync();
        await _house.AddAsync(tenant, "default", Small);

        var members = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            members.Add(Guid.NewGuid());
            await SendAsync(tenant, SignalText.Buy(members[i], size: 4m, at: _clock.GetUtcNow()));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(
            [(members[0], "combined", members[2]), (members[1], "combined", members[2]), (members[2], "placed", null)],
            await _database.QueryAsync<(Guid, string, Guid?)>("""
                select i.intent_id, i.status, l.intent_id from signal_intent i left join signal_intent l on l.id = i.combined_into
                 where i.billing_account_id = @Tenant order by i.received_at
                """, new { tenant.Tenant }));
        Assert.Equal([1.2m], await _database.QueryAsync<decimal>("select notional from trade_order where billing_account_id = @Tenant", new { tenant.Tenant }));
        var stats = await new SignalsQuery(_database.Scopes, _database.Databases, new VenueSettings(VenueMode.Demo), _clock).StatsAsync(tenant, default);
        Assert.Equal((1, 2, 0), (stats.Placed, stats.Combined, stats.Waiting));
    }

    [Fact]
    public async Task SmallBuy_ThatNothingFollows_EndsWithItsWindowAndIsNotCountedLater()
    {
        var tenant = await RichAsync();
        await _house.AddAsync(tenant, "default", Small);
        await SendAsync(tenant, SignalText.Buy(size: 4m, at: _clock.GetUtcNow()));
        Assert.Equal([("waiting", null)], await StatesAsync(tenant));

        _clock.Advance(TimeSpan.FromSeconds(61));
        await SendAsync(tenant, SignalText.Buy(size: 9m, at: _clock.GetUtcNow()));

        Assert.Equal([("rejected", "size_below_minimum"), ("waiting", null)], await StatesAsync(tenant));
    }

    [Fact]
    public async Task SmallBuys_OfAnotherTraderOrAfterASale_AreNotAddedUp()
    {
        var tenant = await RichAsync();
        var other = "0x" + new string('2', 40);
        await _house.AddAsync(tenant, "default", Small with { Traders = [.. Small.Traders, WalletAddress.Parse(other)] });
        await SendAsync(tenant, SignalText.Buy(size: 6m, at: _clock.GetUtcNow()));
        await SendAsync(tenant, SignalText.Buy(size: 6m, at: _clock.GetUtcNow()).With("source_trader", other));
        Assert.Equal([("waiting", null), ("waiting", null)], await StatesAsync(tenant));

        // The first trader leaves: what waited of it must not be bought with what comes later.
        await SendAsync(tenant, SignalText.Sell());
        await SendAsync(tenant, SignalText.Buy(size: 6m, at: _clock.GetUtcNow()));

        Assert.Equal([("rejected", "size_below_minimum"), ("waiting", null), ("rejected", "no_tracked_purchases"), ("waiting", null)], await StatesAsync(tenant));
        Assert.Empty(await _database.QueryAsync<Guid>("select id from trade_order where billing_account_id = @Tenant", new { tenant.Tenant }));
    }

    private async Task SendAsync(TenantRef tenant, JsonObject document)
    {
        Assert.IsType<IntakeResult.Accepted>(await _house.AcceptAsync(tenant, document));
        await _execution.RunAsync([tenant], default);
        _clock.Advance(TimeSpan.FromMilliseconds(1));   // the order in which they came
    }

    private async Task<TenantRef> RichAsync()
    {
        var tenant = await _database.SeedTenantAsync();
        await _database.ExecuteAsync("""
            insert into wallet_connection (id, billing_account_id, signer, funder, signature_type, consented_at, created_at, collateral_balance, balance_at)
            values (gen_random_uuid(), @Tenant, @signer, @signer, 0, @now, @now, 100, @now)
            """, new { tenant.Tenant, signer = MirrorHouse.NewWallet(), now = _clock.GetUtcNow() });
        return tenant;
    }

    private Task<IReadOnlyList<(string Status, string? Code)>> StatesAsync(TenantRef tenant) => _database.QueryAsync<(string, string?)>(
        "select status, code from signal_intent where billing_account_id = @Tenant order by received_at", new { tenant.Tenant });
}
