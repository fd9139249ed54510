using CopyTrade.Infrastructure.Persistence.Identity;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace CopyTrade.Web.Identity;

/// <summary>The two questions a browser asks before it makes or uses a passkey. The answers go back by ordinary forms.</summary>
public static class PasskeyEndpoints
{
    public static void MapPasskeys(this WebApplication app)
    {
        app.MapPost("/account/passkeys/options", async (HttpContext http, UserManager<AppUser> users, SignInManager<AppUser> signIn, StepUp stepUp, IAntiforgery antiforgery) =>
        {
            await antiforgery.ValidateRequestAsync(http);
            // Asked here too, or the device would keep a passkey that the account then refuses.
            if (await stepUp.CheckAsync(http) is { } stranger) return Results.Text(stranger.Message, statusCode: StatusCodes.Status403Forbidden);
            if (await users.GetUserAsync(http.User) is not { Email: { } email } user) return Results.Unauthorized();
            return Results.Content(await signIn.MakePasskeyCreationOptionsAsync(new() { Id = user.Id.ToString(), Name = email, DisplayName = email }), "application/json");
        }).RequireAuthorization();

        // Never for a named user: the list of that user's keys would tell who has an account.
        app.MapPost("/sign-in/passkey-options", async (HttpContext http, SignInManager<AppUser> signIn, IAntiforgery antiforgery) =>
        {
            await antiforgery.ValidateRequestAsync(http);
            return Results.Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");
        }).RequireRateLimiting(SignInRateLimit.Name);
    }
}
