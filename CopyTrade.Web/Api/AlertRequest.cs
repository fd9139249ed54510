using System.Text.Json;

namespace CopyTrade.Web.Api;

/// <summary>An alert as it is sent (R4.15).</summary>
internal sealed record AlertRequest(string? Source, string? AlertType, string? Mode, string? IdempotencyKey, JsonElement? Payload);
