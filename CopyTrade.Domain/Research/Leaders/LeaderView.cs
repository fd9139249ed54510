namespace CopyTrade.Domain.Research.Leaders;

/// <summary>A filter of the ranking that a tenant gave a name.</summary>
/// <param name="Name">The tenant's own word, 1 to 40 characters, unique.</param>
/// <param name="Filter">The query of the page's address, without its question mark.</param>
public sealed record LeaderView(string Name, string Filter)
{
    /// <summary>Views that one tenant may keep.</summary>
    public const int Most = 20;

    /// <summary>One sentence when it cannot be kept; null when it can.</summary>
    public string? Problem => string.IsNullOrWhiteSpace(Name) ? "Give the view a name." : Name.Length > 40 ? "A name has 40 characters at most." : Filter.Length > 600 ? "This filter is too long to be kept: shorten the search." : null;
}
