using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Domain.Rules;

/// <summary>What an exit does next.</summary>
public abstract record ExitStep
{
    private ExitStep()
    {
    }

    /// <summary>Nothing now.</summary>
    /// <param name="For">What for.</param>
    public sealed record Wait(ExitWait For) : ExitStep;

    /// <summary>Sell again, or for the first time.</summary>
    /// <param name="Attempt">Which try, from 1.</param>
    /// <param name="Orders">One for each book, reduce-only.</param>
    /// <param name="TakesBack">True when that is not enough, and copied sales that rest are taken back meanwhile.</param>
    public sealed record Place(int Attempt, IReadOnlyList<OrderIntent> Orders, bool TakesBack = false) : ExitStep;

    /// <summary>All that was asked is sold.</summary>
    /// <param name="Sold">Shares sold by this exit.</param>
    /// <param name="Left">Shares that stay because they are too few to be sold, or because the market ended; zero as a rule.</param>
    public sealed record Done(Shares Sold, Shares Left) : ExitStep;

    /// <summary>Nothing was sold.</summary>
    /// <param name="IsForGood">False when the rule may watch again.</param>
    /// <param name="Reason">Why, for people.</param>
    public sealed record GiveUp(bool IsForGood, string Reason) : ExitStep;
}
