using System.Security.Claims;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Halts;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Web.Hosting;

namespace CopyTrade.Tests.Infrastructure.Trading.Halts;

public sealed class HaltScopeTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private static readonly ConditionId Market = new OrderIntentBuilder().Build().Condition;
    private readonly TradingRig _rig = new(database);

    public void Dispose() => _rig.Dispose();

    public static TheoryData<string, HaltKind, string, string> Scopes => new()
    {
        { "book", HaltKind.Halt, "halted", "open" },
        { "book", HaltKind.Pause, "paused", "open" },
        { "market", HaltKind.Halt, "halted", "halted" },
        { "market", HaltKind.Pause, "paused", "paused" },
        { "everything", HaltKind.Halt, "halted", "halted" },
    };

    [Theory, MemberData(nameof(Scopes))]
    public async Task Halt_OfAScope_StopsItsEntriesAndNoExit(string scope, HaltKind kind, string inside, string outside)
    {
        var tenant = await _rig.SeedAsync();
        var subject = scope switch { "book" => HaltSubject.OfBook("book"), "market" => HaltSubject.OfMarket(Market), _ => HaltSubject.Everything };
        await Switch.SetAsync(tenant, tenant.Owner, subject, kind, "look into it", default);

        var entry = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "entry" });
        var elsewhere = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "elsewhere", Book = "other" });
        var exit = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "exit", Side = OrderSide.Sell });

        Assert.Equal(inside, entry.Failure);
        Assert.Contains("look into it", entry.FailureDetail, StringComparison.Ordinal);
        Assert.Equal(outside, elsewhere.Failure ?? elsewhere.Status);
        Assert.Equal("open", exit.Status);
    }

    [Fact]
    public async Task Halt_OfABook_CallsBackItsOwnRestingBuysOnly()
    {
        var tenant = await _rig.SeedAsync();
        var mine = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "mine" });
        var other = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "other", Book = "other" });

        await Switch.SetAsync(tenant, tenant.Owner, HaltSubject.OfBook("book"), HaltKind.Halt, null, default);

        Assert.NotNull((await _rig.ReadAsync(mine.Id)).CancelRequestedAt);
        Assert.Null((await _rig.ReadAsync(other.Id)).CancelRequestedAt);
    }

    [Fact]
    public async Task Halts_OfSeveralScopes_HoldAndEndEachForItself()
    {
        var tenant = await _rig.SeedAsync();
        await Switch.SetAsync(tenant, tenant.Owner, HaltSubject.OfBook("one"), HaltKind.Halt, "first", default);
        await Switch.SetAsync(tenant, tenant.Owner, HaltSubject.OfBook("one"), HaltKind.Halt, "second", default);
        await Switch.SetAsync(tenant, tenant.Owner, HaltSubject.OfBook("two"), HaltKind.Halt, null, default);
        await Switch.SetAsync(tenant, tenant.Owner, HaltKind.Pause, null, default);

        await Switch.ReleaseAsync(tenant, tenant.Owner, HaltSubject.OfBook("two"), HaltKind.Halt, default);

        var halts = await Switch.ListAsync(tenant, default);
        Assert.Equal([(HaltScope.Tenant, null, null), (HaltScope.Book, "one", "first")], halts.Select(halt => (halt.Scope, halt.Subject, halt.Reason)));
        var status = await new TradingStatusQuery(database.Scopes, new VenueSettings(VenueMode.Demo), _rig.Clock).ReadAsync(tenant, default);
        Assert.Equal([HaltKind.Pause], status.Halts.Select(halt => halt.Kind));   // a shell that says "halted" means all of it
        Assert.Equal(["one"], status.NarrowHalts.Select(halt => halt.Subject));
    }

    [Fact]
    public async Task Halt_SetByAnOperator_TakesTheOwnersPlaceAndIsNotTheirsToRelease()
    {
        var tenant = await _rig.SeedAsync();
        var @operator = new UserId(Guid.NewGuid());
        await Switch.SetAsync(tenant, tenant.Owner, HaltKind.Halt, "my own", default);
        await Switch.SetAsync(tenant, @operator, HaltKind.Halt, "under review", default);

        Assert.False(await Switch.ReleaseAsync(tenant, tenant.Owner, HaltKind.Halt, default));
        await Switch.SetAsync(tenant, tenant.Owner, HaltKind.Halt, "mine again", default);

        var halt = Assert.Single(await Switch.ListAsync(tenant, default));
        Assert.Equal(("under review", true), (halt.Reason, halt.IsSuspension));
        Assert.Equal("halted", (await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "entry" })).Failure);
        Assert.Equal("open", (await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "exit", Side = OrderSide.Sell, Origin = OrderOrigin.Rule })).Status);
        Assert.True(await Switch.ReleaseAsync(tenant, @operator, HaltKind.Halt, default));
        Assert.Empty(await Switch.ListAsync(tenant, default));
    }

    [Fact]
    public async Task Release_FromThePage_KeepsWhyItMayGoOn()
    {
        var tenant = await _rig.SeedAsync();
        var owner = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, tenant.Owner.ToString()), new(AccountClaims.Tenant, tenant.Tenant.ToString())], "test"));
        var page = new PageSwitch(Switch);
        await page.HaltAsync(owner, "feed looks wrong", default);
        Assert.False(Assert.Single(await Switch.ListAsync(tenant, default)).IsSuspension);

        Assert.True(await page.ReleaseAsync(owner, "feed is right again", default));
        Assert.False(await page.ReleaseAsync(owner, "twice", default));

        var record = Assert.Single(await new HaltHistory(database.Scopes).ListAsync(tenant, 10, default));
        Assert.Equal(("feed looks wrong", "feed is right again"), (record.Reason, record.ReleaseReason));
    }

    [Fact]
    public async Task Halt_BetweenWritingAndSending_Wins()
    {
        var tenant = await _rig.SeedAsync();
        var unsent = await _rig.InsertAsync(tenant, new OrderIntentBuilder { Cause = "unsent" });
        _rig.Venue.Next.Enqueue(() => new SubmitOutcome.Rejected(VenueErrorCode.RateLimited, "Too Many Requests", TimeSpan.FromSeconds(1)));
        var waiting = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "waiting" });

        await Switch.SetAsync(tenant, tenant.Owner, HaltSubject.OfMarket(Market), HaltKind.Halt, null, default);
        _rig.Clock.Advance(2);

        Assert.Equal("canceled", (await _rig.PlaceAsync(tenant, unsent)).Status);
        Assert.Equal("canceled", (await _rig.PlaceAsync(tenant, waiting.Id)).Status);
        Assert.Single(_rig.Venue.Received);
    }

    private TradingSwitch Switch => new(database.Scopes, _rig.Clock);
}
