using System.Text.Json;
using System.Text.Json.Serialization;
using CopyTrade.Domain.Targets;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Web.Api;

/// <summary>Rules on the wire: snake_case, only what is set, numbers or decimal strings, and nothing that is not a rule.</summary>
internal sealed class RulesJson : JsonConverter<CopyRules>
{
    private static readonly JsonSerializerOptions Strict = new(DomainJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        AllowDuplicateProperties = false,
        MaxDepth = 8,
    };

    public override CopyRules? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonSerializer.Deserialize<CopyRules>(ref reader, Strict);

    public override void Write(Utf8JsonWriter writer, CopyRules value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, Strict);
}
