namespace CopyTrade.Tests.Simulation;

/// <summary>The connection broke. After a commit nobody knows whether it lasted.</summary>
internal sealed class SimDatabaseException(string message) : Exception(message);
