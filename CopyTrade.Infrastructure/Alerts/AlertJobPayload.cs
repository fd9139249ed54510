using System.Text.Json;

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>What a job that an alert leads to is given, in JSON of the web (camelCase).</summary>
/// <param name="AlertId">The alert.</param>
/// <param name="Source">Who sent it.</param>
/// <param name="AlertType">The sender's word.</param>
/// <param name="ReceivedAt">When it came (UTC).</param>
/// <param name="Payload">As it came.</param>
public sealed record AlertJobPayload(Guid AlertId, string Source, string AlertType, DateTimeOffset ReceivedAt, JsonElement Payload)
{
    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <exception cref="JsonException">Not such a document.</exception>
    public static AlertJobPayload Read(string json) => JsonSerializer.Deserialize<AlertJobPayload>(json, JsonSerializerOptions.Web) ?? throw new JsonException("The job holds no alert.");
}
