namespace CopyTrade.Domain.Trading;

/// <summary>Which stages belong to which group.</summary>
public static class OrderGroups
{
    /// <summary>The one group of a stage, never <see cref="OrderGroup.All"/>.</summary>
    public static OrderGroup Of(OrderStage stage) => stage switch
    {
        OrderStage.Pending or OrderStage.Unknown or OrderStage.Resting => OrderGroup.Working,
        OrderStage.Settling => OrderGroup.Settling,
        OrderStage.Confirmed => OrderGroup.Confirmed,
        OrderStage.Canceled => OrderGroup.Canceled,
        _ => OrderGroup.Failed,
    };

    /// <summary>The stages in a group.</summary>
    public static IReadOnlyList<OrderStage> StagesIn(OrderGroup group) => [.. Enum.GetValues<OrderStage>().Where(stage => group == OrderGroup.All || Of(stage) == group)];
}
