using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Ledger;

/// <summary>All that is needed to show what one account made.</summary>
/// <param name="Money">Live or paper: an account is one of them and never both.</param>
/// <param name="Lines">The ledger, summed by hour.</param>
/// <param name="Marks">Marks at the end of each day that was asked for; of today, as known now.</param>
/// <param name="Markets">Names by condition; untrusted text, null when not known.</param>
/// <param name="Books">Names by book: the label of a target, else its wallet's address.</param>
/// <param name="Residuals">Comparisons with the venue, newest first.</param>
/// <param name="Unposted">Final facts that are not in the ledger yet.</param>
/// <param name="Unexplained">Splits, merges and conversions at the venue that no entry can tell; see <see cref="OutsideBook"/>.</param>
/// <param name="Events">Events of markets whose questions exclude each other.</param>
public sealed record PerformanceFacts(
    AccountMoney Money,
    IReadOnlyList<LedgerLine> Lines,
    IReadOnlyDictionary<DateOnly, IReadOnlyDictionary<TokenId, Price>> Marks,
    IReadOnlyDictionary<string, string?> Markets,
    IReadOnlyDictionary<string, string> Books,
    IReadOnlyList<LedgerResidual> Residuals,
    int Unposted,
    int Unexplained = 0,
    IReadOnlyDictionary<ConditionId, EventPlace>? Events = null)
{
    /// <summary>All questions of each event that can still end with yes, by its group; events of which they are not known are absent.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<ConditionId>> Questions { get; init; } = new Dictionary<string, IReadOnlySet<ConditionId>>();

    /// <summary>Markets that were also traded with the same wallet and not from here.</summary>
    public IReadOnlySet<ConditionId> Elsewhere { get; init; } = new HashSet<ConditionId>();

    /// <summary>Outcomes whose mark of now is taken together with those of their event (<see cref="EventMarks"/>).</summary>
    public IReadOnlySet<TokenId> Together { get; init; } = new HashSet<TokenId>();

    private static readonly IReadOnlyDictionary<TokenId, Price> NoMarks = new Dictionary<TokenId, Price>();

    /// <summary>Marks at the end of a day; none for a day that was not asked for.</summary>
    public IReadOnlyDictionary<TokenId, Price> MarksOf(DateOnly day) => Marks.GetValueOrDefault(day, NoMarks);
}
