namespace CopyTrade.Domain.Operations;

/// <summary>How much of a budget of requests is used.</summary>
/// <param name="Source">Who keeps it: <c>venue</c> for a published limit of the venue, <c>watch</c> for a pace of our own.</param>
/// <param name="Name">What it is for, in a few words.</param>
/// <param name="Used">Requests in the window up to now.</param>
/// <param name="Allowed">Most requests in any such window.</param>
/// <param name="Window">Length of the window.</param>
/// <param name="HeldBack">How often it was full when it was asked, since this process began.</param>
public sealed record RequestBudgetState(string Source, string Name, int Used, int Allowed, TimeSpan Window, long HeldBack);
