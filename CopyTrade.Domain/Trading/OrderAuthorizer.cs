using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using static CopyTrade.Domain.Trading.OrderFailure;

namespace CopyTrade.Domain.Trading;

/// <summary>
/// The one place that allows an order (R0.33). Every order of every origin passes it, and only it makes a
/// <see cref="SigningContext"/>. The first failed check decides, in this order: halt, pause, connection, readiness,
/// grant, scope, order cap, day cap, hour cap.
/// </summary>
/// <remarks>
/// Effective cap = min(configured, platform), for each of the three (R0.35).
/// What adds risk passes every check. An autonomous sell needs grant, scope and a free place in the hour, for which it waits (ADR 0026), but no dollars:
/// the size of a close is not limited by caps for buying (R0.36, R1.14), and dollars of sells are in no window.
/// A sell by the user's own hand needs no grant at all: the hand is the permission, and closing must work with caps
/// exhausted and a grant revoked.
/// </remarks>
public static class OrderAuthorizer
{
    /// <summary>Allows or refuses. Facts must have been read under the tenant's lock, or two orders may share one budget.</summary>
    public static Authorization Decide(OrderRequest request, AuthorizationFacts facts, PlatformCaps platform, DateTimeOffset now)
    {
        var wallet = facts.Connection;
        return (CheckHalts(request.Intent, facts.Halts) ?? CheckWallet(wallet) ?? CheckGrant(request.Intent, facts, platform, now))
            ?? (Authorization)new Authorization.Granted(
                new SigningContext(request.Tenant, wallet!.Id, OrderDerivation.TermsOf(request.Intent, request.CreatedAt, wallet)));
    }

    private static Authorization.Denied? CheckHalts(OrderIntent intent, IReadOnlyList<Halt> halts)
    {
        var holding = halts.Where(halt => halt.Stops(intent)).OrderBy(halt => halt.Kind == HaltKind.Halt ? 0 : 1).ThenBy(halt => halt.Scope).FirstOrDefault();
        return holding switch
        {
            null => null,
            { Kind: HaltKind.Halt } => new(Halted, $"{Stopped(holding)} since {holding.SetAt:u}{Because(holding)}."),
            _ => new(Paused, $"Copying{Where(holding)} is paused since {holding.SetAt:u}{Because(holding)}."),
        };
    }

    private static Authorization.Denied? CheckWallet(WalletConnection? wallet) => wallet switch
    {
        null => new(NoConnection, "No wallet is connected."),
        { CredentialsAt: null } => new(TradingNotReady, wallet.ReadinessProblem ?? "The venue has not given API credentials for this wallet yet."),
        { ApprovalsReadyAt: null } => new(TradingNotReady, wallet.ReadinessProblem ?? "The wallet's approvals for buying and selling are not complete."),
        _ => null,
    };

    private static Authorization.Denied? CheckGrant(OrderIntent intent, AuthorizationFacts facts, PlatformCaps platform, DateTimeOffset now)
    {
        if (intent is { ReduceOnly: true, Origin: OrderOrigin.Manual }) return null;
        if (facts.Grant is not { } grant) return new(NoActiveGrant, "No spending was ever granted for this wallet.");
        if (grant.RevokedAt is { } revoked) return new(GrantRevoked, $"The grant was revoked at {revoked:u}.");
        if (grant.ExpiresAt is { } expires && expires <= now) return new(GrantExpired, $"The grant ran out at {expires:u}.");
        var needed = intent.Side == OrderSide.Buy ? GrantScope.Buy : GrantScope.Sell;
        if (!grant.Scope.HasFlag(needed)) return new(ScopeMissing, $"The grant does not cover {(needed == GrantScope.Buy ? "buying" : "selling")}.");
        return CheckCaps(intent, facts.Usage, platform.Bound(grant));
    }

    private static Authorization.Denied? CheckCaps(OrderIntent intent, SpendUsage usage, PlatformCaps caps)
    {
        if (!intent.ReduceOnly)
        {
            var amount = intent.Notional;
            if (amount > caps.PerOrder) return new(CapExceededPerOrder, $"The order is ${amount}, the cap per order ${caps.PerOrder}.");
            if (usage.LastDay + amount > caps.Daily)
                return new(CapExceededDaily, $"${usage.LastDay} of ${caps.Daily} are used in the last 24 hours; this order is ${amount}{FreesAt(usage)}.");
        }

        return usage.LastHour < caps.HourlyFills ? null
            : new(CapExceededHourlyFills, $"{usage.LastHour} of {caps.HourlyFills} orders are used in the last hour.");
    }

    private static string Stopped(Halt halt) => halt.Scope == HaltScope.Platform ? "The operator halted all trading" : $"Trading{Where(halt)} is halted";

    private static string Where(Halt halt) => halt.Scope switch
    {
        HaltScope.Book => " from this source",
        HaltScope.Market => " on this market",
        _ => "",
    };

    private static string Because(Halt halt) => string.IsNullOrWhiteSpace(halt.Reason) ? "" : $" ({halt.Reason})";

    private static string FreesAt(SpendUsage usage) => usage.DayFreesAt is { } at ? $"; the oldest counted order leaves the window at {at:u}" : "";
}
