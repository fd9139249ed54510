using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Targets;

/// <summary>A wallet that a tenant follows, and by what rules. Adding it is the opt-in; removing it stops mirroring (R0.12, R0.14).</summary>
/// <param name="Id">Row id.</param>
/// <param name="Tenant">Follower.</param>
/// <param name="Wallet">Followed wallet.</param>
/// <param name="Key">Derived key of the wallet.</param>
/// <param name="Label">The tenant's own name for it; null for none.</param>
/// <param name="Sizing">How large our orders are.</param>
/// <param name="MaxPerTrade">Ceiling in dollars of our exposure on one outcome token through this target (R0.23), and of one order.</param>
/// <param name="FilterPercentile">Percentile of the target's own position sizes below which fills are ignored, 50 to 99; used by percentile policies.</param>
/// <param name="CreatedAt">When following began.</param>
/// <param name="DisabledAt">When it was removed; null while followed.</param>
/// <param name="Rules">Its own rules over the tenant's defaults; null for none.</param>
public sealed record CopyTarget(
    TargetRowId Id,
    TenantId Tenant,
    WalletAddress Wallet,
    TargetKey Key,
    string? Label,
    SizingPolicy Sizing,
    Usdc MaxPerTrade,
    int FilterPercentile,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DisabledAt,
    CopyRules? Rules = null);
