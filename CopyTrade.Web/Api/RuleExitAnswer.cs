using CopyTrade.Domain.Rules;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Web.Api;

/// <summary>One firing of a rule with its orders.</summary>
internal sealed record RuleExitAnswer(
    int Number, decimal Price, decimal TriggerPrice, string State, string? WaitsFor, decimal SoldShares, decimal? LeftShares, string? Reason, DateTimeOffset FiredAt, DateTimeOffset? EndedAt, IReadOnlyList<Guid> Orders)
{
    public static RuleExitAnswer Of(RuleExit exit) => new(
        exit.Number, exit.Price.Value, exit.Trigger.Value, exit.State, exit.WaitsFor?.ToText(), exit.Sold.Quantity, exit.LeftOver?.Quantity, exit.Reason, exit.FiredAt, exit.EndedAt, [.. exit.Orders.Select(order => order.Value)]);
}
