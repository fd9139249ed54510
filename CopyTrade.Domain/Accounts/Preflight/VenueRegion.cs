namespace CopyTrade.Domain.Accounts.Preflight;

/// <summary>Where the venue sees this machine (protocol section 3).</summary>
/// <param name="Blocked">Orders from there are refused.</param>
/// <param name="Place">Country, with its part where the venue names one; untrusted text.</param>
public sealed record VenueRegion(bool Blocked, string Place);
