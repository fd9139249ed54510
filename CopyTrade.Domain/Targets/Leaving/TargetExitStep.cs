namespace CopyTrade.Domain.Targets.Leaving;

/// <summary>What a leaving does next.</summary>
public abstract record TargetExitStep
{
    private TargetExitStep()
    {
    }

    /// <summary>Nothing: its time has not come, or it is over.</summary>
    public sealed record Wait : TargetExitStep;

    /// <summary>Its time came: sells these, and goes on looking until nothing is left to sell.</summary>
    /// <param name="Sell">Outcomes that need a rule now; none while all that is left is on its way.</param>
    /// <param name="Note">What it waits for, for people.</param>
    public sealed record Close(IReadOnlyList<TargetExitHolding> Sell, string Note) : TargetExitStep;

    /// <summary>Nothing is left that can be sold: stop following.</summary>
    /// <param name="Note">What stays, and why, for people.</param>
    public sealed record Finish(string Note) : TargetExitStep;

    /// <summary>It ends without that; what was not sold stays.</summary>
    /// <param name="Note">Why, for people.</param>
    public sealed record GiveUp(string Note) : TargetExitStep;
}
