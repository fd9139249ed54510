using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Web.Features.Fakes;

/// <summary>Made-up but consistent rows for pages: decisions come from the real planner, so a story explains itself.</summary>
public static class PageData
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 14, 32, 8, TimeSpan.Zero);
    public static readonly TenantRef Tenant = new(new TenantId(Guid.Parse("0a000000-0000-0000-0000-000000000001")), new UserId(Guid.Parse("0b000000-0000-0000-0000-000000000001")));

    private static readonly string[] Markets =
    [
        "Northport ferry line opens by March", "Orbital-7 launches before 2027", "TRX-50 closes above 5,400 on Friday", "Kestrels beat Harbour FC",
        "Ostra central bank cuts in December", "Glass Orchard opens above $40M", "Ada Brandt wins the Halden runoff", "Vell averages above 21 °C in November",
    ];

    public static WalletAddress Wallet(int n) => WalletAddress.Parse("0x" + n.ToString("x2").PadLeft(4, '7') + new string('a', 30) + n.ToString("x6"));

    public static TokenId Token(int n) => TokenId.Parse((7_000_000_000_000m + n).ToString("0"));

    public static ConditionId Condition(int n) => ConditionId.Parse("0x" + n.ToString("x64"));

    public static string MarketTitle(int n) => Markets[n % Markets.Length];

    public static CopyTarget Target(int n, string? label, SizingPolicy? sizing = null, decimal max = 25m) => new(
        new TargetRowId(Guid.Parse($"0c000000-0000-0000-0000-{n:d12}")), Tenant.Tenant, Wallet(n), TargetKey.Of(Wallet(n)), label, sizing ?? new SizingPolicy.Fixed(Usdc.Of(5m)), Usdc.Of(max), 75, Now.AddDays(-9), null);

    public static TargetCard Card(int n, string? label, SizingPolicy? sizing = null, decimal max = 25m, int copied = 38, int skipped = 61, int failed = 0, int inFlight = 1, decimal exposure = 61.20m, TimeSpan? last = null) =>
        new(Target(n, label, sizing, max), null, last is null ? null : Now - last, copied + skipped + failed + inFlight, copied, skipped, failed, inFlight, Usdc.Of(exposure));

    /// <summary>A story whose decision the planner made; <paramref name="result"/> other than skipped needs a fill that is copied.</summary>
    public static ActivityStory Story(int n, CopyTarget target, ActivityResult result, TimeSpan age, decimal price = 0.47m, decimal shares = 870.53m, string? failure = null, OrderSide side = OrderSide.Buy, string? title = null)
    {
        var at = Now - age;
        var fill = new ObservedFill(
            FillId.FromDataApi(Hash(n), Token(n % 8), side, at.ToUnixTimeSeconds()), target.Wallet, Hash(n), Condition(n % 8), Token(n % 8), side, Shares.Of(shares), Price.Of(price), 3, at, at.AddMilliseconds(412), "activity-stream", title ?? MarketTitle(n), n % 3 == 0 ? "No" : "Yes", null);
        var market = new Market(Condition(n % 8), Token(n % 8), null, fill.Title, fill.Outcome, TickSize.Cent, Shares.Of(5m), Usdc.Of(1m), false, 0m, 1, Now.AddDays(130), true, false, at);
        var skipped = result == ActivityResult.Skipped;
        var snapshot = new MirrorSnapshot(false, Shares.Zero, Shares.Zero, skipped ? target.MaxPerTrade : Usdc.Zero, 0, Usdc.Of(11_885.72m));
        var input = new MirrorInput(fill, target, market, snapshot with { HeldShares = side == OrderSide.Sell && !skipped ? Shares.Of(20m) : Shares.Zero }, TimeSpan.FromSeconds(60), at.AddMilliseconds(413));
        var decision = MirrorPlanner.Plan(input);
        var intent = decision is MirrorDecision.Place place ? place.Intent : null;
        var matched = result is ActivityResult.Matched or ActivityResult.Settling or ActivityResult.Confirmed or ActivityResult.Void;
        var ours = matched ? Price.Of(price + 0.01m) : (Price?)null;
        var reason = decision is MirrorDecision.Skip skip ? CopyTrade.Web.Features.EnumCode.Of(skip.Reason) : failure ?? "ok";
        var row = new ActivityRow(
            Guid.Parse($"0d000000-0000-0000-0000-{n:d12}"), fill.Id.Value, target.Id, target.Wallet, target.Label, side, fill.Title, fill.Outcome, fill.Price, fill.Notional, at, fill.ObservedAt, input.Now, result, reason,
            intent is null ? null : new OrderId(Guid.Parse($"0e000000-0000-0000-0000-{n:d12}")), ours, intent is null ? null : ours is { } p ? intent.Shares.CostAt(p) : intent.Notional,
            ours is { } paid ? BasisPoints.Between(fill.Price, paid) : null, intent is null || failure is not null ? null : at.AddMilliseconds(421), at.AddSeconds(3));
        return new(row, input, decision, intent is null ? null : Order(n, row, intent, result, failure), intent is null ? [] : Events(at, result, failure), matched ? [Fill(n, at, intent!.Shares, ours!.Value, result)] : []);
    }

    public static PositionRow Position(int n, CopyTarget target, decimal shares, decimal average, decimal incoming = 0m, decimal realized = 0m, PositionState? state = null) => new(
        Token(n), Condition(n), MirrorKeys.BookOf(target.Key), MarketTitle(n), n % 3 == 0 ? "No" : "Yes", Shares.Of(shares), Shares.Of(shares).CostAt(Price.Of(average)), shares == 0m ? null : Price.Of(average), Usdc.Of(realized), Shares.Of(incoming), Shares.Zero, incoming > 0m ? Now.AddSeconds(-6) : null, Now.AddMinutes(-40 - n), state);

    /// <summary>Books and wallet of an outcome; <paramref name="since"/> for a difference that nothing on its way explains.</summary>
    public static PositionDrift Drift(int n, decimal tracked, decimal? chain, TimeSpan? since = null) =>
        new(Token(n), Condition(n), Shares.Of(tracked), Shares.Zero, chain is { } c ? Shares.Of(c) : null, chain is { } d ? Shares.Of(d) : null, chain - tracked, since is null ? null : Now - since, Now.AddMinutes(-2));

    public static OrderBook Book(TokenId token, decimal bid, decimal ask, decimal depth = 5_000m) => new(token, [new(Price.Of(bid), Shares.Of(depth))], [new(Price.Of(ask), Shares.Of(depth))], Now);

    public static WalletView ConnectedWallet(bool ready = true, decimal? balance = 11_885.72m, DateTimeOffset? grantEnds = null, bool revoked = false, VenueMode mode = VenueMode.Demo)
    {
        var connection = new WalletConnection(new WalletConnectionId(Guid.Parse("0f000000-0000-0000-0000-000000000001")), Tenant.Tenant, Wallet(99), Wallet(99), SignatureType.Eoa, Now.AddDays(-3), Now.AddDays(-3), ready ? Now.AddDays(-3) : null, balance is { } b ? Usdc.Of(b) : null, balance is null ? null : Now.AddSeconds(-12), ready ? null : "The exchange is not approved yet.");
        var grant = new Grant(Guid.Parse("0f000000-0000-0000-0000-000000000002"), Usdc.Of(10m), Usdc.Of(500m), 500, GrantScope.Buy | GrantScope.Sell, Now.AddDays(-3), grantEnds, revoked ? Now.AddHours(-1) : null);
        return new(connection, grant, PlatformCaps.For(mode), PlatformCaps.For(mode).Bound(grant));
    }

    public static TradingStatus Status(IReadOnlyList<Halt>? halts = null, int unknown = 0, int unsettled = 2, int resting = 1, int open = 3) =>
        new(halts ?? [], new SpendUsage(Usdc.Of(87.75m), 6, Now.AddHours(3)), resting, unsettled, unknown, open);

    private static TransactionHash Hash(int n) => TransactionHash.Parse("0x" + n.ToString("x8").PadLeft(64, '9'));

    private static OrderDetail Order(int n, ActivityRow row, OrderIntent intent, ActivityResult result, string? failure) => new(
        row.OrderId!.Value, intent.Key, intent.Origin, intent.Condition, intent.Token, intent.Title, intent.Outcome, intent.Side, intent.Limit, intent.Shares, Shares.Zero, intent.Notional, intent.TimeInForce,
        failure is not null ? OrderStatus.Error : result == ActivityResult.Open ? OrderStatus.Open : OrderStatus.Filled, null, failure is null ? null : "24 h: $498.10 + $5.00 is above $500.00", failure is null ? VenueOrderId.Parse("0x" + n.ToString("x64")) : null, row.DecidedAt.AddMilliseconds(3), row.SubmittedAt, null, row.StateSince);

    private static List<OrderHistoryEntry> Events(DateTimeOffset at, ActivityResult result, string? failure)
    {
        OrderHistoryEntry At(string kind, int ms, params (string, string)[] values) => new(kind, values.ToDictionary(v => v.Item1, v => v.Item2), at.AddMilliseconds(ms));
        if (failure == "rejected") return [At("authorised", 417, ("halt", "off")), At("signed", 421), At("submitted", 422), At("rejected", 600, ("code", "not_enough_balance"))];
        if (failure is not null) return [At("denied", 417, ("reason", failure), ("24_h_used", "$498.10"))];
        var events = new List<OrderHistoryEntry> { At("authorised", 417, ("halt", "off"), ("24_h_left", "$188.80"), ("1_h_orders", "6 of 60")), At("signed", 421, ("tolerance", "none")), At("submitted", 422) };
        if (result == ActivityResult.Unknown) events.Add(At("unknown", 2_422, ("why", "no answer within 2 s")));
        else if (result != ActivityResult.Pending) events.Add(At("accepted", 640, ("venue_time", "218 ms")));
        return events;
    }

    private static OrderFillDetail Fill(int n, DateTimeOffset at, Shares shares, Price price, ActivityResult result) => new(
        $"trade-{n}", shares, price, Usdc.Zero, true,
        result switch { ActivityResult.Confirmed => SettlementStatus.Confirmed, ActivityResult.Settling => SettlementStatus.Mined, ActivityResult.Void => SettlementStatus.Failed, _ => SettlementStatus.Matched },
        result == ActivityResult.Matched ? null : Hash(n + 5_000), at.AddMilliseconds(640), result is ActivityResult.Confirmed or ActivityResult.Void ? at.AddSeconds(5) : null);
}
