namespace CopyTrade.Web.Shared;

/// <summary>The name of a field that has no label of its own, for a component that passes attributes on.</summary>
public static class AriaLabel
{
    public static Dictionary<string, object> Of(string name) => new() { ["aria-label"] = name };
}
