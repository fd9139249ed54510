namespace CopyTrade.Domain.Venue;

/// <summary>A key cannot be used: missing, revoked, or the master key does not open it. The message names no secret.</summary>
public sealed class SignerUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
