using CopyTrade.Domain.Trading;

namespace CopyTrade.Domain.Alerts;

/// <summary>What is made of an alert that wants to trade.</summary>
public abstract record AlertPlan
{
    private AlertPlan()
    {
    }

    /// <summary>Orders, one for each book that sells.</summary>
    public sealed record Place(IReadOnlyList<OrderIntent> Orders) : AlertPlan;

    /// <summary>Nothing, for good.</summary>
    /// <param name="Reason">One sentence for people.</param>
    public sealed record Refuse(string Reason) : AlertPlan;
}
