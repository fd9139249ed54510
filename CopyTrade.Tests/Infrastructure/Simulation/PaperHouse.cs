using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Simulation;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Simulation;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Settlement;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Trading;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Simulation;

/// <summary>The paper venue on a real database, with a book in memory and a clock that stands still.</summary>
internal sealed class PaperHouse
{
    private readonly DatabaseFixture _database;
    private readonly PaperLedger _ledger;

    public PaperHouse(DatabaseFixture database, PaperOptions? settings = null)
    {
        _database = database;
        var options = Options.Create(settings ?? new PaperOptions { LatencyMilliseconds = 0, StartUsdc = 100 });
        Accounts = new PaperAccounts(database.Scopes, new AccountsMode(VenueMode.Demo), options, Clock);
        _ledger = new PaperLedger(database.Scopes, options, Clock);
        Gateway = new PaperGateway(_ledger, database.Scopes, Books, Books, new PaperLatency(options), new PaperNews(), Clock, NullLogger<PaperGateway>.Instance);
        Watch = new PaperWatchLoop(database.Scopes, _ => Task.FromResult<IReadOnlyList<CopyTrade.Domain.Accounts.TenantRef>>([]), Books, _ledger, new PaperNews(), new PollRequests(), options, Clock, NullLogger<PaperWatchLoop>.Instance);
    }

    public TestClock Clock { get; } = new(OrderIntentBuilder.Now);

    public FakeBooks Books { get; } = new();

    public PaperAccounts Accounts { get; }

    public PaperGateway Gateway { get; }

    public PaperWatchLoop Watch { get; }

    /// <summary>A person with a live account who opens a paper account.</summary>
    public async Task<TenantRef> OpenAsync()
    {
        var live = await _database.SeedTenantAsync();
        return await Accounts.ChooseAsync(live.Owner, AccountMoney.Paper, copyTargets: true, CancellationToken.None);
    }

    /// <summary>An order as the ledger has it when it is sent.</summary>
    public async Task<SignedOrder> WriteAsync(TenantRef account, OrderSide side, decimal price, decimal shares, TimeInForce life = TimeInForce.Gtc)
    {
        var wallet = PaperOrderBody.WalletOf(account.Tenant);
        var intent = new OrderIntentBuilder().Build() with { Key = IdempotencyKey.Parse("0x" + Guid.NewGuid().ToString("N") + new string('0', 32)), Side = side, Limit = Price.Of(price), Shares = Shares.Of(shares), TimeInForce = life, Token = FakeBooks.Token };
        var terms = new OrderTerms(intent.Token, false, side, intent.Limit, intent.Shares, intent.Tick, life, wallet, wallet, SignatureType.Paper, OrderDerivation.SaltOf(intent.Key), 1_790_000_000_000);
        var signed = PaperOrderBody.Of(terms);
        await using (var scope = await _database.Scopes.OpenManyAsync([account], CancellationToken.None))
        {
            await OrderLedger.InsertAsync(scope, [(account, intent)], VenueMode.Demo, Clock.GetUtcNow(), CancellationToken.None);
            await scope.CommitAsync();
        }

        await _database.ExecuteAsync("update trade_order set signed_body = @body, venue_order_id = @id, authorised_at = now() where billing_account_id = @Tenant and idempotency_key = @key",
            new { account.Tenant, body = signed.Body.ToArray(), id = signed.OrderId.Value, key = intent.Key.Value });
        return signed;
    }

    public Task<SubmitOutcome> SendAsync(TenantRef account, SignedOrder order) =>
        Gateway.SubmitAsync(Login(account), order, TimeInForce.Gtc, Urgency.Entry, null, CancellationToken.None);

    public Task<IReadOnlyList<VenueTrade>> TradesAsync(TenantRef account) => Gateway.TradesAsync(Login(account), null, CancellationToken.None);

    public async Task<Usdc> CashAsync(TenantRef account) => (await _ledger.CashAsync(account, CancellationToken.None))!.Value;

    public static VenueCredentials Login(TenantRef account) => VenueCredentials.OfPaper(PaperOrderBody.WalletOf(account.Tenant), account);
}
