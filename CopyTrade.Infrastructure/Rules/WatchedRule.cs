using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Rules;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>An active rule with what was last known around it.</summary>
/// <param name="Tenant">Its owner.</param>
/// <param name="Rule">As stored.</param>
/// <param name="Held">What it guards.</param>
/// <param name="IsReady">Whether the wallet can trade.</param>
/// <param name="IsResolved">Whether the market's outcome is known.</param>
/// <param name="SiblingExits">Whether the other rule of its bracket is selling.</param>
internal sealed record WatchedRule(TenantRef Tenant, TradeRule Rule, HeldPosition Held, bool IsReady, bool IsResolved, bool SiblingExits);
