using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Targets.Leaving;

/// <summary>Says what a leaving does next. Pure and total. It never sells by itself: it asks for rules, whose orders pass the one authoriser.</summary>
public static class TargetExitDecider
{
    /// <summary>Its owner wants to stay after all.</summary>
    public const string TakenBack = "Taken back: it stays followed.";

    /// <summary>Its owner unfollowed it while it was being left.</summary>
    public const string Unfollowed = "Unfollowed by hand before its time: what was held then is kept.";

    /// <summary>Its owner lifted the halt: that is a word for staying.</summary>
    public const string HaltLifted = "Its halt was lifted by hand: it stays followed, and nothing more is sold for it.";

    private const int MostNamed = 3;

    /// <summary>The next step.</summary>
    public static TargetExitStep Next(TargetExitFacts facts)
    {
        var exit = facts.Exit;
        if (!exit.IsOpen) return new TargetExitStep.Wait();
        if (!facts.IsFollowed) return new TargetExitStep.GiveUp(Unfollowed);
        if (!facts.IsHalted) return new TargetExitStep.GiveUp(HaltLifted);
        if (exit.State == TargetExitState.Leaving && facts.Now < exit.Until) return new TargetExitStep.Wait();
        var open = facts.Holdings.Where(holding => !holding.IsOver).ToList();
        return open.Count > 0 || facts.HasOrders
            ? new TargetExitStep.Close([.. open.Where(holding => holding.IsDue(facts.Now))], Waiting(open))
            : new TargetExitStep.Finish(Left(facts.Holdings));
    }

    private static string Waiting(List<TargetExitHolding> open) => open.Count == 0
        ? "Waits for orders under way to end."
        : $"Still to be sold: {Named(open, holding => holding.Name + Trouble(holding))}.";

    private static string Trouble(TargetExitHolding holding) => holding switch
    {
        { IsResolved: true } => ", whose last trades settle",
        { Sale: { IsRunning: false, EndedAt: not null, Reason: { } reason } } => $", tried again later ({reason.TrimEnd('.')})",
        _ => "",
    };

    private static string Left(IReadOnlyList<TargetExitHolding> holdings)
    {
        var stays = holdings.Where(holding => holding.Stays is not null).ToList();
        return stays.Count == 0 ? "Nothing of it is held any more." : $"Sold as far as it could be. What stays: {Named(stays, holding => $"{holding.Name}, {holding.Stays}")}.";
    }

    private static string Named(List<TargetExitHolding> of, Func<TargetExitHolding, string> words) =>
        string.Join("; ", of.OrderByDescending(holding => holding.Confirmed + holding.Elsewhere).Take(MostNamed).Select(words)) + (of.Count > MostNamed ? $"; and {of.Count - MostNamed} more" : "");
}
