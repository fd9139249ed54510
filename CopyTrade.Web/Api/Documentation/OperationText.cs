using System.Text.Json.Nodes;

namespace CopyTrade.Web.Api.Documentation;

/// <summary>What the description says of one operation beyond its types.</summary>
/// <param name="Id">Name by which generated clients call it.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Description">More, where there is more to know.</param>
/// <param name="Query">Parameters of the query by name.</param>
/// <param name="Idempotent">Takes an <c>Idempotency-Key</c>.</param>
/// <param name="Request">Example of a body.</param>
/// <param name="Answers">Example of each answer by status; null for an answer without a body.</param>
internal sealed record OperationText(
    string Id,
    string Summary,
    IReadOnlyDictionary<string, JsonNode?> Answers,
    string? Description = null,
    IReadOnlyDictionary<string, QueryText>? Query = null,
    bool Idempotent = false,
    JsonNode? Request = null);
