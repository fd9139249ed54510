namespace CopyTrade.Infrastructure.Signals;

/// <summary>A file of intents, one JSON object a line.</summary>
public sealed class SignalFileOptions
{
    public string Path { get; init; } = "";

    /// <summary>E-mail address or id of the account whose intents these are.</summary>
    public string Account { get; init; } = "";

    /// <summary>Name of the profile; <c>default</c> when empty.</summary>
    public string Profile { get; init; } = "default";
}
