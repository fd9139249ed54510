namespace CopyTrade.Infrastructure.Trading.Settlement;

/// <summary>Whose trades should be asked for soon.</summary>
public sealed class PollRequests : TenantSignals;
