namespace CopyTrade.Domain.Operations;

/// <summary>Something outside the program keeps it from starting. The message is one sentence that says what to do; no stack trace is shown for it.</summary>
public sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
