using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Domain.Rules;

/// <summary>One firing of a rule.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Price">The price that met the trigger.</param>
/// <param name="Trigger">The trigger then.</param>
/// <param name="State"><c>running</c>, <c>done</c> or <c>given_up</c>.</param>
/// <param name="WaitsFor">What a running one waits for; null while it is not known yet and after its end.</param>
/// <param name="Sold">Shares sold; known when it has ended.</param>
/// <param name="LeftOver">Shares that could not be sold; null while it runs.</param>
/// <param name="Reason">Why it was given up.</param>
/// <param name="FiredAt">When.</param>
/// <param name="EndedAt">When it ended; null while it runs.</param>
/// <param name="Orders">Its orders, oldest first.</param>
public sealed record RuleExit(
    int Number, Price Price, Price Trigger, string State, ExitWait? WaitsFor, Shares Sold, Shares? LeftOver, string? Reason, DateTimeOffset FiredAt, DateTimeOffset? EndedAt, IReadOnlyList<OrderId> Orders);
