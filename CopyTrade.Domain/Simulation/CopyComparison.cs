using System.Globalization;
using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Simulation;

/// <summary>
/// Paper beside live (R2.19): for a trade that both accounts saw, what differs and why. A cause is named only where the
/// stored values show it; a difference for which they show none is <see cref="DifferenceCause.Unexplained"/>.
/// </summary>
public static class CopyComparison
{
    private static readonly Shares NoShares = Shares.Of(0.000001m);

    /// <summary>Compares one trade.</summary>
    public static ComparedCopy Of(string fillId, string? title, ComparedSide? paper, ComparedSide? live) =>
        new(fillId, title, paper, live, [.. Differences(paper, live)]);

    private static IEnumerable<CopyDifference> Differences(ComparedSide? paper, ComparedSide? live)
    {
        if (paper is null || live is null)
        {
            yield return new(DifferenceKind.Presence, DifferenceCause.NotFollowed, paper?.Decision ?? "none", live?.Decision ?? "none", "Only one of the accounts decided on this trade.");
            yield break;
        }

        if ((paper.Decision, paper.Reason) != (live.Decision, live.Reason))
        {
            var (cause, says) = BeforeTheOrder(paper, live);
            yield return new(DifferenceKind.Decision, cause, $"{paper.Decision}: {paper.Reason}", $"{live.Decision}: {live.Reason}", says);
        }

        if (paper.Asked is not { } asked || live.Asked is not { } wanted) yield break;
        if ((asked, paper.Limit) != (wanted, live.Limit))
        {
            var (cause, says) = BeforeTheOrder(paper, live);
            yield return new(DifferenceKind.Order, cause, $"{asked} at {paper.Limit}", $"{wanted} at {live.Limit}", says);
        }

        foreach (var difference in AtTheVenue(paper, live)) yield return difference;
    }

    private static IEnumerable<CopyDifference> AtTheVenue(ComparedSide paper, ComparedSide live)
    {
        if ((paper.Refusal is null) != (live.Refusal is null))
        {
            var cause = paper.Refusal is null ? DifferenceCause.LiveRefused : DifferenceCause.PaperRefused;
            yield return new(DifferenceKind.Acceptance, cause, paper.Refusal ?? "taken", live.Refusal ?? "taken", paper.Refusal is null ? $"Only the real order was refused: {live.Refusal}" : $"Only the paper order was refused: {paper.Refusal}");
            yield break;
        }

        if (paper.Matched != live.Matched)
        {
            var (cause, says) = OfShares(paper, live);
            yield return new(DifferenceKind.Shares, cause, paper.Matched.ToString(), live.Matched.ToString(), says);
        }

        if (paper.AveragePrice is not { } paid || live.AveragePrice is not { } gave) yield break;
        if (paid != gave)
        {
            var (cause, says) = OfPrice(paper, live, paid, gave);
            yield return new(DifferenceKind.Price, cause, Text(paid), Text(gave), says);
        }

        if (paper.Fee != live.Fee)
        {
            var (cause, says) = OfFee(paper, live);
            yield return new(DifferenceKind.Fee, cause, paper.Fee?.ToString() ?? "not known", live.Fee?.ToString() ?? "not known", says);
        }

        if (Gap(paper, live) is { } gap && gap != TimeSpan.Zero)
            yield return new(DifferenceKind.Time, DifferenceCause.Latency, $"{paper.MetBookAt:HH:mm:ss.fff}", $"{live.MetBookAt:HH:mm:ss.fff}", $"The paper order met the book {Apart(gap)} the real one.");
    }

    /// <summary>Why the same trade led to another decision or another order.</summary>
    private static (DifferenceCause Cause, string Says) BeforeTheOrder(ComparedSide paper, ComparedSide live) =>
        paper.Rules != live.Rules ? (DifferenceCause.Rules, "The accounts follow this wallet by other rules.")
        : paper.MarketRules != live.MarketRules ? (DifferenceCause.Market, "The market's rules changed between the two decisions.")
        : paper.Situation != live.Situation ? (DifferenceCause.Situation, $"The accounts were not in the same situation: paper {paper.Situation}, live {live.Situation}.")
        : paper.DecidedAt != live.DecidedAt && (IsAboutTime(paper.Reason) || IsAboutTime(live.Reason))
            ? (DifferenceCause.Latency, $"Paper decided at {paper.DecidedAt:HH:mm:ss.fff}, live at {live.DecidedAt:HH:mm:ss.fff}.")
        : (DifferenceCause.Unexplained, "Rules, market, situation and time are the same.");

    private static bool IsAboutTime(string reason) => reason is "fill_too_old" or "market_past_end_date";

    private static (DifferenceCause Cause, string Says) OfShares(ComparedSide paper, ComparedSide live)
    {
        var apart = paper.Matched > live.Matched ? paper.Matched - live.Matched : live.Matched - paper.Matched;
        return apart <= NoShares ? (DifferenceCause.Rounding, "Less than a millionth of a share.")
            : live.Voided > Shares.Zero ? (DifferenceCause.Settlement, $"Real matches of {live.Voided} shares did not settle.")
            : paper.Asked != live.Asked || paper.Limit != live.Limit ? (DifferenceCause.FollowsMatch, "The orders were not the same.")
            : paper.IsMoving || live.IsMoving ? (DifferenceCause.Queue, "A remainder rests: the real queue decides on one side, on the other the book must trade through the limit.")
            : paper.Status != live.Status ? (DifferenceCause.Queue, $"The paper order ended as {paper.Status}, the real one as {live.Status}: what rested did not meet the same orders.")
            : Gap(paper, live) is { } gap && gap != TimeSpan.Zero ? (DifferenceCause.Depth, $"The orders met the book {Apart(gap)} each other, and it did not hold the same.")
            : (DifferenceCause.Unexplained, "The same order met the book at the same moment.");
    }

    private static (DifferenceCause Cause, string Says) OfPrice(ComparedSide paper, ComparedSide live, decimal paid, decimal gave) =>
        Math.Abs(paid - gave) < 0.000001m ? (DifferenceCause.Rounding, "Less than a millionth of a dollar a share.")
        : paper.Matched != live.Matched ? (DifferenceCause.Depth, "Another number of shares reaches other levels of the book.")
        : Gap(paper, live) is { } gap && gap != TimeSpan.Zero
            ? (gap > TimeSpan.Zero && IsWorse(paper, paid, gave)
                ? (DifferenceCause.Depth, $"The paper order met the book {Apart(gap)} the real one and found its best levels taken.")
                : (DifferenceCause.Latency, $"The paper order met the book {Apart(gap)} the real one, and it had moved."))
        : (DifferenceCause.Unexplained, "The same order met the book at the same moment.");

    private static bool IsWorse(ComparedSide paper, decimal paid, decimal gave) => paper.IsBuy ? paid > gave : paid < gave;

    private static (DifferenceCause Cause, string Says) OfFee(ComparedSide paper, ComparedSide live)
    {
        if (paper.Fee is not { } charged || live.Fee is not { } paid) return (DifferenceCause.Moving, "One of the fees is not known yet.");
        var apart = Math.Abs((charged - paid).Amount);
        if (apart <= 0.00005m && paper.Matched == live.Matched) return (DifferenceCause.Rounding, "Each match is rounded to a hundred-thousandth of a dollar.");
        var isOwn = IsNear(paper.FeeByFormula, charged) && IsNear(live.FeeByFormula, paid);
        return isOwn && (paper.Dollars, paper.Matched) != (live.Dollars, live.Matched) ? (DifferenceCause.FollowsMatch, "Each fee is what the market's schedule asks for its own matches.")
            : (DifferenceCause.Unexplained, $"By the market's schedule {paper.FeeByFormula} and {live.FeeByFormula} were to be expected.");
    }

    private static bool IsNear(Usdc? expected, Usdc charged) => expected is { } value && Math.Abs((value - charged).Amount) <= 0.0001m;

    /// <summary>Positive when paper was later.</summary>
    private static TimeSpan? Gap(ComparedSide paper, ComparedSide live) => paper.MetBookAt - live.MetBookAt;

    private static string Apart(TimeSpan gap) => string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(gap.TotalMilliseconds):0} ms {(gap < TimeSpan.Zero ? "before" : "after")}");

    private static string Text(decimal price) => price.ToString("0.######", CultureInfo.InvariantCulture);
}
