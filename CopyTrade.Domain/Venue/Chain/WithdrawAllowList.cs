using System.Globalization;

namespace CopyTrade.Domain.Venue.Chain;

/// <summary>
/// Where withdrawals may go. Without a listed address they may go anywhere; with one, only to what is listed. Whoever steals a
/// session can neither add an address and use it, nor empty the list and go on: both take a day, in which the owner is told.
/// </summary>
public static class WithdrawAllowList
{
    /// <summary>Between a change of the list and what it makes possible.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromHours(24);

    /// <summary>Whether only listed addresses are allowed now.</summary>
    public static bool IsOn(IReadOnlyList<WithdrawAddress> all, DateTimeOffset now) => all.Any(one => one.RemovedAt is not { } removed || now < removed + Delay);

    /// <summary>Why nothing may be sent there now, as a sentence that says what to do; null when it may.</summary>
    /// <param name="all">Every address that was ever listed.</param>
    /// <param name="to">Where the money is to go.</param>
    /// <param name="now">UTC.</param>
    public static string? Refusal(IReadOnlyList<WithdrawAddress> all, WalletAddress to, DateTimeOffset now)
    {
        if (!IsOn(all, now)) return null;
        var listed = all.FirstOrDefault(one => one.Address == to && one.RemovedAt is null);
        return listed switch
        {
            { UsableAt: var from } when from <= now => null,
            { UsableAt: var from } => string.Create(CultureInfo.InvariantCulture, $"This address was listed less than a day ago: it may be used from {from.UtcDateTime:d MMM HH:mm} UTC on."),
            _ when all.All(one => one.RemovedAt is not null) => "The last listed address was removed less than a day ago: until that day is over nothing may be withdrawn.",
            _ => "This address is not on the list of addresses that withdrawals may go to: add it there, and use it a day later.",
        };
    }
}
