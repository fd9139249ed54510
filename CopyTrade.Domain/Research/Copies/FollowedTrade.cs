using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>A trade of a target while it was followed, and what became of it.</summary>
/// <param name="Fill">Identity of their fill.</param>
/// <param name="Token">The outcome token.</param>
/// <param name="Side">Their direction.</param>
/// <param name="Shares">Quantity, above zero.</param>
/// <param name="Price">What they paid or got a share.</param>
/// <param name="At">Block time, UTC.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Reason">Skip reason, order failure or last state of the order in snake_case; null when there is nothing to say.</param>
/// <param name="Chosen">Shares that the rules of size wanted, before ceilings, steps and minima; null where they name no size of their own (exits).</param>
/// <param name="Ordered">Shares of our order; null without one.</param>
/// <param name="Decision">Row of the decision, which is the story's address; null when there is none.</param>
/// <param name="Title">Market; untrusted text.</param>
/// <param name="Outcome">Outcome name; untrusted text.</param>
public sealed record FollowedTrade(
    FillId Fill,
    TokenId Token,
    OrderSide Side,
    Shares Shares,
    Price Price,
    DateTimeOffset At,
    FollowedResult Result,
    string? Reason = null,
    decimal? Chosen = null,
    Shares? Ordered = null,
    Guid? Decision = null,
    string? Title = null,
    string? Outcome = null);
