namespace CopyTrade.Domain.Operations;

/// <summary>The feeds of this process, by name. Thread-safe.</summary>
public interface IFeedMonitor
{
    /// <summary>Records that data arrived now.</summary>
    void DataArrived(string feed);

    /// <summary>Records a change of condition with a sentence about it.</summary>
    void Report(string feed, FeedCondition condition, string? detail);

    /// <summary>The state of every feed ever named, in the order of first sight.</summary>
    IReadOnlyList<FeedState> Snapshot();
}
