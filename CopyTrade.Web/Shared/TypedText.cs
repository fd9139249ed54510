using Microsoft.AspNetCore.Components;

namespace CopyTrade.Web.Shared;

/// <summary>What a person typed or chose.</summary>
public static class TypedText
{
    /// <summary>The text of a field after its change; empty for nothing.</summary>
    public static string TextOf(ChangeEventArgs change) => change.Value?.ToString() ?? "";
}
