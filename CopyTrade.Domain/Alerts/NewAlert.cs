using System.Text.RegularExpressions;

namespace CopyTrade.Domain.Alerts;

/// <summary>An alert as it came (R4.15).</summary>
/// <param name="Source">Name of the program that sends it: 1 to 40 letters, digits, points, hyphens and underscores.</param>
/// <param name="Type">The sender's own word, 1 to 100 characters.</param>
/// <param name="Mode">What it asks for.</param>
/// <param name="Key">At most one alert of a source has it: sent again, it is the same alert. 1 to 200 characters.</param>
/// <param name="Payload">A JSON object.</param>
/// <param name="SourceId">The source that its secret proved; null for an API key.</param>
/// <param name="WebhookId">The id of the signed message; null for an unsigned one.</param>
public sealed partial record NewAlert(string Source, string Type, AlertMode Mode, string Key, string Payload, Guid? SourceId = null, string? WebhookId = null)
{
    /// <summary>Longest text of a key.</summary>
    public const int LongestKey = 200;

    /// <summary>True for what may be a source's name.</summary>
    public static bool IsSource(string? name) => name is not null && SourceForm().IsMatch(name);

    /// <summary>True for what may be a key: printable ASCII.</summary>
    public static bool IsKey(string? key) => key is { Length: > 0 and <= LongestKey } && key.All(letter => letter is >= ' ' and <= '~');

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SourceForm();
}
