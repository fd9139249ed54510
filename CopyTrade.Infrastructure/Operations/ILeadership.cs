namespace CopyTrade.Infrastructure.Operations;

/// <summary>Whether this process may act as the one that places orders.</summary>
public interface ILeadership
{
    /// <summary>True while this process is sure of it, by its own clock alone: asked right before something that cannot be taken back.</summary>
    bool IsCurrent { get; }
}
