namespace CopyTrade.Domain.Ledger;

/// <summary>
/// What shares of one event are worth together (R2.16). Its questions are correlated: exactly one ends with yes, so with yᵢ and
/// nᵢ held, N = Σ nᵢ, the payoff when k wins is yₖ + Σᵢ≠ₖ nᵢ = N + (yₖ − nₖ). Hence a yes and a no of one question are a dollar; a yes
/// of every question is a dollar; a no is the yes of all others; and converting a no of each of m questions into the yes
/// of all others and m − 1 dollars changes no payoff.
/// </summary>
public static class NegRiskValue
{
    /// <summary>Dollars paid when this question ends with yes; null stands for one that is not listed.</summary>
    public static decimal Payoff(IReadOnlyCollection<NegRiskQuestion> questions, NegRiskQuestion? winner) =>
        questions.Sum(question => question.No) + (winner is null ? 0m : winner.Yes - winner.No);

    /// <summary>Dollars that no outcome can take away: the least payoff.</summary>
    /// <param name="questions">Of one event; each once.</param>
    /// <param name="isWhole">These are all of its questions. Otherwise one that is not listed may win.</param>
    public static decimal Certain(IReadOnlyCollection<NegRiskQuestion> questions, bool isWhole)
    {
        var least = questions.Select(question => Payoff(questions, question)).DefaultIfEmpty(0m).Min();
        return isWhole ? least : Math.Min(least, Payoff(questions, null));
    }

    /// <summary>
    /// Dollars by the market: N + Σ pₖ(yₖ − nₖ). Of a whole event the marks are scaled to sum to one, as its probabilities do;
    /// of a part they are taken as they are. Null when a mark is missing that matters: unknown is not zero.
    /// </summary>
    /// <param name="questions">Of one event; each once.</param>
    /// <param name="isWhole">These are all of its questions.</param>
    public static decimal? Expected(IReadOnlyCollection<NegRiskQuestion> questions, bool isWhole)
    {
        var certain = questions.Sum(question => question.No);
        var open = questions.Where(question => question.Yes != question.No).ToList();
        if (open.Count == 0) return certain;
        if (isWhole && questions.All(question => question.Mark is not null) && questions.Sum(question => question.Mark!.Value.Value) is > 0m and var all)
            return certain + (questions.Sum(question => question.Mark!.Value.Value * (question.Yes - question.No)) / all);
        return open.All(question => question.Mark is not null) ? certain + open.Sum(question => question.Mark!.Value.Value * (question.Yes - question.No)) : null;
    }
}
