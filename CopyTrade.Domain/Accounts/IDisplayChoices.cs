namespace CopyTrade.Domain.Accounts;

/// <summary>What each person chose about how pages look, wherever they sign in.</summary>
public interface IDisplayChoices
{
    /// <summary>What was chosen, by name; what never was is missing.</summary>
    Task<IReadOnlyDictionary<string, string>> ReadAsync(UserId user, CancellationToken ct);

    /// <summary>Keeps one choice.</summary>
    /// <exception cref="ArgumentException">There is no such choice or no such value of it.</exception>
    Task ChooseAsync(UserId user, string name, string value, CancellationToken ct);
}
