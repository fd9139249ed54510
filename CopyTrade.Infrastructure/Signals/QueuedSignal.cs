using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Signals;

namespace CopyTrade.Infrastructure.Signals;

/// <summary>An accepted intent that waits to be carried out.</summary>
/// <param name="Row">Its row id.</param>
/// <param name="Tenant">Whose.</param>
/// <param name="Profile">The profile that accepted it, with today's rules.</param>
/// <param name="Document">The intent as it came.</param>
/// <param name="Attempts">How often it failed to be carried out.</param>
public sealed record QueuedSignal(Guid Row, TenantRef Tenant, SignalProfile Profile, string Document, int Attempts);
