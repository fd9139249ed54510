namespace CopyTrade.Simulator;

/// <summary>The demo venue cannot start. The message is one sentence for people.</summary>
public sealed class SimulatorStartException(string message, Exception? cause = null) : Exception(message, cause);
