using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CopyTrade.Web.Identity;

/// <summary>Pages, cookies, lockout, rate limits and headers. Users, their store and their tenants come with <c>AddAccounts</c>.</summary>
public static class IdentityModule
{
    public static IServiceCollection AddIdentityPages(this IServiceCollection services)
    {
        services.AddOptions<SignInSettings>().BindConfiguration("Identity").ValidateDataAnnotations().ValidateOnStart();
        services.AddCascadingAuthenticationState()
            .AddScoped<AuthenticationStateProvider, RevalidatingAuthentication>()
            .AddSingleton<UnknownEmails>()
            .AddSingleton<StepUp>()
            .AddHttpContextAccessor();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Operate, policy => policy.RequireRole(nameof(Role.Operator), nameof(Role.Administrator)))
            .AddPolicy(Policies.Administer, policy => policy.RequireRole(nameof(Role.Administrator)));
        services.AddOptions<IdentityOptions>().PostConfigure<IOptions<SignInSettings>>(Configure);
        services.AddOptions<SecurityStampValidatorOptions>().Configure<IOptions<SignInSettings>>((stamp, settings) =>
            stamp.ValidationInterval = TimeSpan.FromSeconds(settings.Value.RevalidateSeconds));
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IOptions<SignInSettings>>(Configure);
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
        app.MapPost("/sign-out", async (SignInManager<AppUser> signIn, HttpContext http) =>
        {
            await signIn.SignOutAsync();
            return Results.LocalRedirect("/sign-in");
        }).WithMetadata(new Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryTokenAttribute());
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

    private static void Configure(CookieAuthenticationOptions cookie, IOptions<SignInSettings> settings)
    {
        cookie.Cookie.Name = "copytrade";
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
            return DisplayCookies.SetAsync(signing.HttpContext, signing.Principal);
        };
        cookie.Events.OnRedirectToLogin = redirect => Redirect(redirect, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = redirect => Redirect(redirect, StatusCodes.Status403Forbidden);
    }

    /// <summary>A program that calls the API gets a status, not a page.</summary>
    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> redirect, int status)
    {
        if (redirect.Request.Path.StartsWithSegments("/api") || redirect.Request.Path.StartsWithSegments(Api.IntentEndpoints.Path)) redirect.Response.StatusCode = status;
        else redirect.Response.Redirect(redirect.RedirectUri);
        return Task.CompletedTask;
    }
}
