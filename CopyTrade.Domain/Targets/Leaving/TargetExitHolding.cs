using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Targets.Leaving;

/// <summary>What a target's book holds of one outcome, and what was done to sell it.</summary>
/// <param name="Condition">The market.</param>
/// <param name="Token">The outcome.</param>
/// <param name="Title">Market title; untrusted text.</param>
/// <param name="Outcome">Outcome name; untrusted text.</param>
/// <param name="Confirmed">Shares held, those being sold included.</param>
/// <param name="Outgoing">Shares that some order sells, not confirmed.</param>
/// <param name="Incoming">Shares bought and not confirmed.</param>
/// <param name="Elsewhere">Shares that lie in another wallet than the one that is connected: they cannot be sold from here.</param>
/// <param name="IsResolved">The market is decided: nothing is sold any more, what won is redeemed.</param>
/// <param name="Sale">The rules that sell it.</param>
public sealed record TargetExitHolding(
    ConditionId Condition, TokenId Token, string? Title, string? Outcome, Shares Confirmed, Shares Outgoing, Shares Incoming, Shares Elsewhere, bool IsResolved, TargetExitSale Sale)
{
    /// <summary>The least that the venue takes as a quantity, in shares.</summary>
    public static Shares Sellable { get; } = Shares.Of(0.01m);

    /// <summary>Tries that left shares over, after which it says so and lets them be.</summary>
    public const int MostTries = 5;

    private const int LongestName = 120;
    private static readonly TimeSpan AfterAPart = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterARefusal = TimeSpan.FromHours(1);

    /// <summary>Something of it is on its way, in or out.</summary>
    public bool IsMoving => Outgoing > Shares.Zero || Incoming > Shares.Zero || Sale.IsRunning;

    /// <summary>Nothing more can be done about it here.</summary>
    public bool IsOver => !IsMoving && (IsResolved || Confirmed < Sellable || Sale.Tries >= MostTries);

    /// <summary>Why it stays, for people; null when nothing does.</summary>
    public string? Stays => !IsOver ? null
        : IsResolved && Confirmed + Elsewhere > Shares.Zero ? "its market is decided: what won is redeemed, not sold"
        : Confirmed >= Sellable ? $"{Confirmed} shares could not be sold in {MostTries} tries: {Sale.Reason?.TrimEnd('.') ?? "nothing was sold"}"
        : Elsewhere > Shares.Zero ? $"{Elsewhere} shares lie in a wallet that is not connected"
        : Confirmed > Shares.Zero ? $"{Confirmed} shares are too few to be sold"
        : null;

    /// <summary>Whether another rule is to sell it now; it takes back copied sales that rest (ADR 0023). Bids that stayed away for an hour are waited for again at once; what was refused, an hour later.</summary>
    public bool IsDue(DateTimeOffset now) => !IsOver && !IsResolved && !Sale.IsRunning && Confirmed >= Sellable
        && (Sale.EndedAt is not { } ended || Sale.Tries == 0 || now >= ended + (Sale.HasSold ? AfterAPart : AfterARefusal));

    /// <summary>The outcome as a person would name it, cut to a length that fits a sentence.</summary>
    public string Name => $"“{Cut(Title) ?? "an unnamed market"}”{(Outcome is null ? "" : $" ({Cut(Outcome)})")}";

    private static string? Cut(string? text) => text?.Length > LongestName ? text[..LongestName] + "…" : text;
}
