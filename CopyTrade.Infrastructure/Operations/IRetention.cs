using CopyTrade.Domain.Accounts;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>Forgets finished rows of one kind once they are old enough. Never what is under way, never money, never a decision.</summary>
internal interface IRetention
{
    /// <summary>How long they are kept, days.</summary>
    int Days(RetentionOptions options);

    /// <summary>Forgets some rows that ended before a moment, in one transaction; answers how many. Fewer than <paramref name="most"/>: there are no more.</summary>
    /// <param name="tenants">Whose.</param>
    /// <param name="before">The moment (UTC).</param>
    /// <param name="most">At most so many.</param>
    /// <param name="ct">Stops the transaction.</param>
    Task<int> ForgetAsync(IReadOnlyCollection<TenantRef> tenants, DateTimeOffset before, int most, CancellationToken ct);
}
