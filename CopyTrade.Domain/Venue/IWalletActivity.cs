namespace CopyTrade.Domain.Venue;

/// <summary>The venue's record of what moved in a wallet other than by trades.</summary>
public interface IWalletActivity
{
    /// <summary>How many rows a page holds; a shorter one is the last.</summary>
    int PageRows { get; }

    /// <summary>A page, oldest first, and how many rows it had before the unreadable ones were left out. <see cref="VenueUnavailableException"/> when the venue does not answer.</summary>
    /// <param name="wallet">Whose.</param>
    /// <param name="from">Not before this second, UTC.</param>
    /// <param name="offset">Rows to pass over.</param>
    /// <param name="ct">Cancels.</param>
    Task<(IReadOnlyList<WalletActivity> Movements, int Rows)> PageAsync(WalletAddress wallet, DateTimeOffset from, int offset, CancellationToken ct);
}
