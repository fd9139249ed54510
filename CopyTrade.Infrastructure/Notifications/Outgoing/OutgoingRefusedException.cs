namespace CopyTrade.Infrastructure.Notifications.Outgoing;

/// <summary>An address that is never called. The message is for people.</summary>
public sealed class OutgoingRefusedException(string message) : Exception(message);
