namespace CopyTrade.Domain.Simulation;

/// <summary>How severe the simulation is.</summary>
/// <param name="MaxBookAge">A book older than this is not filled against.</param>
/// <param name="FillsAtTouch">False: a resting order fills only when the book trades through its limit, as if everybody at its price stood before it. True: when the book reaches its limit.</param>
public sealed record PaperModel(TimeSpan MaxBookAge, bool FillsAtTouch = false)
{
    /// <summary>Five seconds, and behind the whole queue.</summary>
    public static PaperModel Careful { get; } = new(TimeSpan.FromSeconds(5));
}
