namespace CopyTrade.Infrastructure.Trading;

/// <summary>Whose wallet should be looked at soon.</summary>
public sealed class ReadinessRequests : TenantSignals;
