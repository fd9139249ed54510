using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace CopyTrade.Web.Api.Documentation;

/// <summary>The texts and examples of all operations, from the JSON files beside this one. A test holds that every route has one and that every example is what the route takes or answers.</summary>
internal static partial class OperationTexts
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false };

    /// <summary>By method and path, such as <c>GET /api/rules</c>.</summary>
    public static IReadOnlyDictionary<string, OperationText> All { get; } = Read();

    /// <summary>A route's path may say of what kind a part is (<c>{id:guid}</c>); the texts name it only.</summary>
    public static OperationText? Find(string? method, string? path) => All.GetValueOrDefault($"{method} /{Kind().Replace(path?.Trim('/') ?? "", "{$1}")}");

    [GeneratedRegex(@"\{(\w+):[^}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Kind();

    private static Dictionary<string, OperationText> Read()
    {
        var assembly = typeof(OperationTexts).Assembly;
        var found = new Dictionary<string, OperationText>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("api/", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, OperationText>>(stream, Strict)!) found.Add(key, text);
        }

        return found;
    }
}
