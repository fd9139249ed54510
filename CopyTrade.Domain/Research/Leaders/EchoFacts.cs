using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>
/// How much more strangers buy right after a wallet's entries than right before them. What moves the market anyway is in both minutes; copying is in the later one only.
/// </summary>
/// <param name="N">Entries that were looked at.</param>
/// <param name="Before">Dollars in the minute before, on average.</param>
/// <param name="After">Dollars in the minute after, on average.</param>
/// <param name="Excess">The difference with its interval; null with fewer than two entries.</param>
public sealed record EchoFacts(int N, Usdc Before, Usdc After, Estimate? Excess)
{
    /// <summary>Fewest entries for a word on it.</summary>
    public const int Fewest = 8;

    /// <summary>Dollars an entry that are likely copies: the mean difference when it is above zero in 95 of 100 cases; zero otherwise, which says not shown, not absent.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Usdc Shown => N >= Fewest && Excess is { Low: > 0 } excess ? Usdc.RoundDown((decimal)excess.Mean) : Usdc.Zero;

    /// <summary>Null without an entry that was looked at.</summary>
    public static EchoFacts? Of(IReadOnlyCollection<LeaderEcho> echoes) => echoes.Count == 0 ? null : new(
        echoes.Count, Usdc.RoundDown(echoes.Average(echo => echo.Before.Amount)), Usdc.RoundDown(echoes.Average(echo => echo.After.Amount)), Estimate.Of([.. echoes.Select(echo => (double)(echo.After - echo.Before).Amount)]));
}
