namespace CopyTrade.Web.Api.Documentation;

/// <summary>The text that tells an assistant program how to call this API (R4.24), with the address under which it was asked for.</summary>
internal static class SkillText
{
    private const string Written = "http://localhost:5080";
    private static readonly string Text = Read();

    public static string For(HttpRequest request) => Text.Replace(Written, $"{request.Scheme}://{request.Host.ToUriComponent()}", StringComparison.Ordinal);

    /// <summary><c>/skill.md</c>, open to everybody: it holds nothing of anybody.</summary>
    public static void MapSkill(this WebApplication app) => app.MapGet("/skill.md", (HttpContext http) =>
    {
        http.Response.Headers.CacheControl = "no-store";   // the address in it is the caller's
        return Results.Text(For(http.Request), "text/markdown; charset=utf-8");
    }).ExcludeFromDescription();

    private static string Read()
    {
        using var reader = new StreamReader(typeof(SkillText).Assembly.GetManifestResourceStream("api/skill.md")!);
        return reader.ReadToEnd();
    }
}
