namespace CopyTrade.Web.Features.Overview;

/// <summary>Something that a person should look at.</summary>
/// <param name="Tone">loss, warn or unknown.</param>
/// <param name="Icon">Its glyph.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Text">The numbers.</param>
/// <param name="Act">What the link does.</param>
/// <param name="Href">Where it leads.</param>
public sealed record Attention(string Tone, string Icon, string Title, string Text, string Act, string Href);
