namespace CopyTrade.Web.Layout;

/// <summary>Where to go back to: only ever a path of this site, whatever a link or form says.</summary>
public static class LocalPath
{
    public static string Or(string? path, string otherwise) =>
        path is ['/', ..] && path is not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) ? path : otherwise;
}
