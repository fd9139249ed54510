namespace CopyTrade.Web.Hosting;

/// <summary>A setting as it counts here.</summary>
/// <param name="Key">With the number where it stands in a list.</param>
/// <param name="Value">Masked where it is secret; null while the default counts.</param>
/// <param name="From">Where the value comes from, in words.</param>
/// <param name="Setting">Meaning and default.</param>
internal sealed record EffectiveSetting(string Key, string? Value, string From, Setting Setting);
