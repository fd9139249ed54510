using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Web.Features.Rules;

/// <summary>One firing with its orders as they stand.</summary>
public sealed record RuleExitView(RuleExit Exit, IReadOnlyList<OrderLine> Orders);
