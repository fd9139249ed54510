using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Rules;

/// <summary>What a rule would do with the book as it is now: how far its price is, and what the exit would bring. A forecast for people; nothing is decided by it.</summary>
/// <param name="Reading">The price that the rule looks at, now, for what it would sell.</param>
/// <param name="Trigger">The trigger; of a trailing stop that has seen no price, the one that this price stands for. Null when there is none yet.</param>
/// <param name="Wanted">The shares that it would sell.</param>
/// <param name="IsMet">True when it would fire at its next evaluation.</param>
/// <param name="Expected">Average price of the exit, rounded down; null when nothing would be sold.</param>
/// <param name="Covered">How many of the shares would be sold at that average.</param>
/// <param name="Proceeds">What the exit would bring before fees, rounded down.</param>
/// <param name="AssumesBids">True when the bids that it needs are not there yet: a take-profit that waits.</param>
public sealed record ExitOutlook(PriceReading Reading, Price? Trigger, Shares Wanted, bool IsMet, Price? Expected, Shares Covered, Usdc Proceeds, bool AssumesBids)
{
    /// <summary>Shares that the bids do not take.</summary>
    public Shares Unsold => Wanted - Covered;

    /// <summary>How far the price is from the trigger, dollars a share, never below zero while it is not met; null when either is unknown.</summary>
    public decimal? Distance => Reading.Value is { } now && Trigger is { } trigger ? Math.Abs(now.Value - trigger.Value) : null;

    /// <summary>The same as a part of the price now; null when unknown or the price is zero.</summary>
    public decimal? DistanceRatio => Distance is { } far && Reading.Value is { Value: > 0m and var now } ? far / now : null;

    /// <summary>Looks ahead.</summary>
    /// <remarks>A stop whose price has not come is sold into what the book bids at the trigger and under it: to get there, the bids above must have gone. A take-profit
    /// that waits sells at its trigger, for it fires only when the bids pay it. What is met already sells into the whole book. Bids under the floor are left out.</remarks>
    /// <param name="terms">What the rule asks for.</param>
    /// <param name="held">Shares that are held.</param>
    /// <param name="book">The book as last read.</param>
    /// <param name="last">The last trade's price; null when none was heard of.</param>
    public static ExitOutlook Of(RuleTerms terms, Shares held, OrderBook book, Price? last)
    {
        var wanted = terms.Action.Of(held);
        var reading = PriceReader.Read(terms.Source, book, last, wanted);
        var trigger = terms.Trigger ?? (terms.TrailingPercent is { } percent && reading.Value is { } price ? RuleEvaluator.Raised(null, price, percent) : null);
        var isMet = reading.Value is { } now && (terms with { Trigger = trigger }).IsMetAt(now);
        if (!terms.IsStop && !isMet && trigger is { } target) return new(reading, trigger, wanted, false, target, wanted, wanted.ProceedsAt(target), AssumesBids: true);
        var (left, sum) = (wanted.Quantity, 0m);
        foreach (var level in book.Bids)
        {
            if (!isMet && trigger is { } stop && level.Price > stop) continue;
            if (left == 0m || (terms.Floor is { } floor && level.Price < floor)) break;
            var taken = Math.Min(left, level.Size.Quantity);
            (left, sum) = (left - taken, sum + (taken * level.Price.Value));
        }

        var covered = wanted.Quantity - left;
        Price? average = covered > 0m ? Price.Of(decimal.Round(sum / covered, Price.Decimals, MidpointRounding.ToZero)) : null;
        return new(reading, trigger, wanted, isMet, average, Shares.Of(covered), Usdc.RoundDown(sum), AssumesBids: false);
    }
}
