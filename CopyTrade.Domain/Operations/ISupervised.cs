namespace CopyTrade.Domain.Operations;

/// <summary>A background service that says how its loops do.</summary>
public interface ISupervised
{
    /// <summary>Every loop that ran, in the order of its start.</summary>
    IReadOnlyList<LoopState> Loops { get; }
}
