namespace CopyTrade.Simulator;

/// <summary>When a recording begins to play.</summary>
public enum ReplayStart
{
    /// <summary>With the venue.</summary>
    AtOnce,

    /// <summary>With <see cref="SimulatorHost.StartReplay"/> or <c>POST /control/replay/start</c>, so that somebody can be watching.</summary>
    OnRequest,
}
