using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence.Identity;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CopyTrade.Web.Identity;

/// <summary>Pages, cookies, lockout, rate limits and headers. Users, their store and their tenants come with <c>AddAccounts</c>.</summary>
public static class IdentityModule
{
    /// <summary>The cookie of who is signed in.</summary>
    public const string SessionCookie = "copytrade";

    public static IServiceCollection AddIdentityPages(this IServiceCollection services)
    {
        services.AddOptions<SignInSettings>().BindConfiguration("Identity").ValidateDataAnnotations().ValidateOnStart();
        services.AddCascadingAuthenticationState()
            .AddScoped<AuthenticationStateProvider, RevalidatingAuthentication>()
            .AddSingleton<UnknownEmails>()
            .AddSingleton<SessionClock>()
            .AddSingleton<StepUp>()
            .AddSingleton<IStepUp>(provider => provider.GetRequiredService<StepUp>())
            .AddHttpContextAccessor();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Operate, policy => policy.RequireRole(nameof(Role.Operator), nameof(Role.Administrator)))
            .AddPolicy(Policies.Administer, policy => policy.RequireRole(nameof(Role.Administrator)));
        services.AddOptions<IdentityOptions>().PostConfigure<IOptions<SignInSettings>>(Configure);
        services.AddOptions<SecurityStampValidatorOptions>().Configure<IOptions<SignInSettings>>((stamp, settings) =>
        {
            stamp.ValidationInterval = TimeSpan.FromSeconds(settings.Value.RevalidateSeconds);
            stamp.OnRefreshingPrincipal = refreshing =>
            {
                SessionClock.Carry(refreshing.CurrentPrincipal, refreshing.NewPrincipal);
                return Task.CompletedTask;
            };
        });
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IOptions<SignInSettings>, SessionClock>(Configure);
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // A passkey replaces password and code, so the device must have checked the person.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
        });
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "copytrade-form";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.SuppressXFrameOptionsHeader = true; // SecurityHeaders says DENY
        });
        return services.AddRateLimiter(limiter => limiter.AddPolicy<string, SignInRateLimit>(SignInRateLimit.Name));
    }

    /// <summary>Middleware first, so call it before other endpoints are mapped.</summary>
    public static WebApplication MapIdentityPages(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseRateLimiter();
        app.MapPost("/sign-out", async (SignInManager<AppUser> signIn, IAntiforgery antiforgery, HttpContext http) =>
        {
            // Looked at here: nothing binds the form, and without that the framework checks nothing.
            if (!await antiforgery.IsRequestValidAsync(http)) return Results.Text("This was not asked for by a page of ours, or the page is too old: reload it and sign out again.", statusCode: StatusCodes.Status400BadRequest);
            await signIn.SignOutAsync();
            return Results.LocalRedirect("/sign-in");
        });
        // An open page says that its person is there: being validated, the session counts as used.
        app.MapPost("/account/here", () => Results.NoContent()).RequireAuthorization().AddEndpointFilter<Api.SameSiteFilter>();
        app.MapPasskeys();
        app.MapDisplay();
        return app;
    }

    private static void Configure(IdentityOptions identity, IOptions<SignInSettings> settings)
    {
        identity.User.RequireUniqueEmail = true;
        identity.SignIn.RequireConfirmedAccount = false;
        identity.Lockout.MaxFailedAccessAttempts = settings.Value.WrongAttempts;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(settings.Value.LockoutMinutes);
        // Length beats classes of characters (NIST SP 800-63B): so no rules about capitals and signs.
        identity.Password.RequiredLength = SignInSettings.ShortestPassword;
        identity.Password.RequiredUniqueChars = SignInSettings.DifferentCharacters;
        identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
    }

    private static void Configure(CookieAuthenticationOptions cookie, IOptions<SignInSettings> settings, SessionClock sessions)
    {
        cookie.Cookie.Name = SessionCookie;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        // Plain http is for loopback; behind TLS the cookie is marked secure.
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.SlidingExpiration = true;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(settings.Value.SessionHours);
        cookie.LoginPath = "/sign-in";
        cookie.AccessDeniedPath = "/not-allowed";
        cookie.Events.OnSigningIn = signing =>
        {
            if (signing.Properties is { IsPersistent: true, IssuedUtc: { } issued }) signing.Properties.ExpiresUtc = issued.AddDays(settings.Value.RememberDays);
            sessions.Begin(signing);
            return DisplayCookies.SetAsync(signing.HttpContext, signing.Principal);
        };
        var stamp = cookie.Events.OnValidatePrincipal;
        cookie.Events.OnValidatePrincipal = async validating =>
        {
            if (validating.Principal is not { } person || sessions.IsTooOld(person))
            {
                validating.RejectPrincipal();
                await validating.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
                return;
            }

            if (!IsCircuit(validating.Request)) sessions.Use(person);
            await stamp(validating);
        };
        cookie.Events.OnCheckSlidingExpiration = sliding =>
        {
            sliding.ShouldRenew &= !IsCircuit(sliding.Request);
            return Task.CompletedTask;
        };
        cookie.Events.OnRedirectToLogin = redirect => Redirect(redirect, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = redirect => Redirect(redirect, StatusCodes.Status403Forbidden);
    }

    // An open page connects again by itself, whether or not anybody sits before it.
    private static bool IsCircuit(HttpRequest request) => request.Path.StartsWithSegments("/_blazor");

    /// <summary>A program that calls the API gets a status, not a page.</summary>
    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> redirect, int status)
    {
        if (redirect.Request.Path.StartsWithSegments("/api") || redirect.Request.Path.StartsWithSegments(Api.IntentEndpoints.Path)) redirect.Response.StatusCode = status;
        else redirect.Response.Redirect(redirect.RedirectUri);
        return Task.CompletedTask;
    }
}
