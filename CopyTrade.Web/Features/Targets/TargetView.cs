using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Targets.Leaving;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Web.Features.Targets;

/// <summary>A target with the three opt-ins that must all be there before anything is copied.</summary>
/// <param name="Card">The target and its day.</param>
/// <param name="WalletReady">A wallet is connected and approved.</param>
/// <param name="GrantHolds">A grant exists, is not revoked and has not expired.</param>
/// <param name="Positions">Open positions through this target; null when they could not be read.</param>
public sealed record TargetView(TargetCard Card, bool WalletReady, bool GrantHolds, int? Positions)
{
    /// <summary>A pause or halt of this target alone; null while none holds.</summary>
    public Halt? Halt { get; init; }

    /// <summary>It is being left; null while it is not.</summary>
    public TargetExit? Leaving { get; init; }

    public bool IsMirroring => Card.Target.DisabledAt is null && WalletReady && GrantHolds && Halt is null;

    /// <summary>The target as it stands with this wallet and these halts of single books.</summary>
    public static TargetView Of(TargetCard card, WalletView? wallet, IReadOnlyList<Halt> narrow, DateTimeOffset now, int? positions) => new(card, Ready(wallet), Holds(wallet, now), positions)
    {
        Halt = narrow.Where(halt => halt.Scope == HaltScope.Book && halt.Subject == MirrorKeys.BookOf(card.Target.Key)).MaxBy(halt => halt.Kind),
    };

    public static bool Ready(WalletView? wallet) => wallet?.Connection?.ApprovalsReadyAt is not null;

    public static bool Holds(WalletView? wallet, DateTimeOffset now) => wallet?.Grant is { RevokedAt: null } grant && (grant.ExpiresAt is null || grant.ExpiresAt > now);
}
