namespace CopyTrade.Domain.Accounts;

/// <summary>One thing that a person may choose about how pages look.</summary>
/// <param name="Name">Its name, in the database, the cookie and the page alike.</param>
/// <param name="Values">What may be chosen; the first is what counts while nothing was.</param>
public sealed record DisplayChoice(string Name, IReadOnlyList<string> Values)
{
    /// <summary>Colours.</summary>
    public static DisplayChoice Theme { get; } = new("theme", ["dark", "light"]);

    /// <summary>Height of lines.</summary>
    public static DisplayChoice Density { get; } = new("density", ["compact", "comfortable"]);

    /// <summary>The clock by which times are shown.</summary>
    public static DisplayChoice Times { get; } = new("times", ["utc", "local"]);

    /// <summary>Whether the line of first steps stands on Home.</summary>
    public static DisplayChoice Steps { get; } = new("steps", ["shown", "hidden"]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DisplayChoice> All { get; } = [Theme, Density, Times, Steps];

    /// <summary>The value as given when it is one of <see cref="Values"/>, else the first of them.</summary>
    public string Or(string? value) => value is not null && Values.Contains(value) ? value : Values[0];

    /// <summary>Null when there is no such choice or no such value of it.</summary>
    public static DisplayChoice? Find(string? name, string? value) => All.FirstOrDefault(choice => choice.Name == name && value is not null && choice.Values.Contains(value));
}
