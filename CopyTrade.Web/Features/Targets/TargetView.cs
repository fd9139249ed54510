using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Features.Targets;

/// <summary>A target with the three opt-ins that must all be there before anything is copied.</summary>
/// <param name="Card">The target and its day.</param>
/// <param name="WalletReady">A wallet is connected and approved.</param>
/// <param name="GrantHolds">A grant exists, is not revoked and has not expired.</param>
/// <param name="Positions">Open positions through this target; null when they could not be read.</param>
public sealed record TargetView(TargetCard Card, bool WalletReady, bool GrantHolds, int? Positions)
{
    public bool IsMirroring => Card.Target.DisabledAt is null && WalletReady && GrantHolds;

    public static bool Ready(WalletView? wallet) => wallet?.Connection?.ApprovalsReadyAt is not null;

    public static bool Holds(WalletView? wallet, DateTimeOffset now) => wallet?.Grant is { RevokedAt: null } grant && (grant.ExpiresAt is null || grant.ExpiresAt > now);
}
