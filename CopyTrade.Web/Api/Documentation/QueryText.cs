namespace CopyTrade.Web.Api.Documentation;

/// <summary>A parameter of a query. An empty one is <c>limit</c>, <c>offset</c> or <c>cursor</c> as every list takes it.</summary>
/// <param name="Says">One sentence.</param>
/// <param name="Type">JSON type.</param>
/// <param name="Of">The words that are allowed; null for any.</param>
/// <param name="Usually">The value when it is left out.</param>
internal sealed record QueryText(string? Says = null, string? Type = null, IReadOnlyList<string>? Of = null, int? Usually = null)
{
    /// <summary>Whole, with what is the same in every list.</summary>
    public QueryText Named(string name) => name switch
    {
        "limit" => this with { Type = "integer", Says = Says ?? "How many, from 1 to 200.", Usually = Usually ?? 50 },
        "offset" => this with { Type = "integer", Says = Says ?? "How many to pass over.", Usually = Usually ?? 0 },
        "cursor" => this with { Type = "string", Says = Says ?? "The `next` of the page before." },
        _ => this with { Type = Type ?? "string" },
    };
}
