using System.Security.Claims;
using CopyTrade.Domain.Accounts;

namespace CopyTrade.Web.Identity;

/// <summary>
/// Carries what a person chose about how pages look to the device they sign in on: into cookies, set with the session's own,
/// so that the very first page is drawn right. What they never chose goes back to the default, whoever used the device before.
/// </summary>
public static partial class DisplayCookies
{
    public const string Path = "/account/display";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>Keeps a choice for every device of the person. Answers 204; 400 for what cannot be chosen.</summary>
    public static WebApplication MapDisplay(this WebApplication app)
    {
        app.MapPost(Path, async (HttpContext http, string? name, string? value, IDisplayChoices choices, CancellationToken ct) =>
        {
            if (DisplayChoice.Find(name, value) is null || UserOf(http.User) is not { } user) return Results.BadRequest();
            await choices.ChooseAsync(user, name!, value!, ct);
            return Results.NoContent();
        }).RequireAuthorization().AddEndpointFilter<Api.SameSiteFilter>();
        return app;
    }

    /// <summary>Never stands in the way of a sign-in.</summary>
    internal static async Task SetAsync(HttpContext http, ClaimsPrincipal? person)
    {
        if (person is null || UserOf(person) is not { } user) return;
        try
        {
            var chosen = await http.RequestServices.GetRequiredService<IDisplayChoices>().ReadAsync(user, http.RequestAborted);
            // Script writes the same cookies when something is chosen, so they are not hidden from it; they say nothing about the person.
            var options = new CookieOptions { Path = "/", MaxAge = Kept, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, HttpOnly = false };
            foreach (var choice in DisplayChoice.All) http.Response.Cookies.Append(choice.Name, choice.Or(chosen.GetValueOrDefault(choice.Name)), options);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotRead(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(DisplayCookies).FullName!), e);
        }
    }

    private static UserId? UserOf(ClaimsPrincipal person) => Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? new UserId(id) : null;

    private static partial class Log
    {
        [LoggerMessage(EventId = 7141, Level = LogLevel.Warning, Message = "What a person chose about how pages look could not be read at the sign-in.")]
        public static partial void NotRead(ILogger logger, Exception exception);
    }
}
