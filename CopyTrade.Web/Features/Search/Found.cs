namespace CopyTrade.Web.Features.Search;

/// <summary>One hit of a search.</summary>
/// <param name="Kind">What it is, in a word for people; hits of a kind stand together.</param>
/// <param name="Icon">Its glyph.</param>
/// <param name="Text">Its name; untrusted where it came from the venue.</param>
/// <param name="Note">What tells it from others; null when nothing needs to.</param>
/// <param name="Href">Where it leads.</param>
public sealed record Found(string Kind, string Icon, string Text, string? Note, string Href);
