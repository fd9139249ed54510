using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts.ApiKeys;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Accounts.Display;
using CopyTrade.Infrastructure.Accounts.Registration;
using CopyTrade.Infrastructure.Accounts.SecondFactor;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Persistence.Identity;
using CopyTrade.Infrastructure.Venue.Signing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Accounts;

public static class AccountsModule
{
    /// <param name="services">The host's services; <c>AddPersistence</c> belongs to them too.</param>
    /// <param name="mode">Whether the money is real.</param>
    /// <param name="masterKey">Null on a host that holds no keys (observer only): it then has no vault, connects no wallet, and checks no second factor.</param>
    public static IServiceCollection AddAccounts(this IServiceCollection services, VenueMode mode, MasterKey? masterKey)
    {
        services.AddIdentityCore<AppUser>(Configure)
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<IdentityDb>()
            .AddUserStore<SealedUserStore>()
            .AddClaimsPrincipalFactory<TenantClaimsFactory>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        // PBKDF2 with HMAC-SHA512 at the cost that OWASP names (password storage cheat sheet, 2025).
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);

        services
            .AddSingleton(new AccountsMode(mode))
            .AddSingleton<TenantQuery>()
            .AddSingleton(provider => new SecondFactorSecrets(provider.GetRequiredService<Databases>(), masterKey))
            .AddScoped<AuthenticatorKeys>()
            .AddSingleton<IDisplayChoices, DisplayChoices>()
            .AddSingleton<ApiKeyAuthenticator>()
            .AddSingleton<ApiKeysQuery>()
            .AddSingleton<CreateApiKeyHandler>()
            .AddSingleton<RevokeApiKeyHandler>()
            .AddSingleton<RevokeConnectionHandler>()
            .AddSingleton<UpdateGrantHandler>()
            .AddSingleton<MarkReadinessHandler>()
            .AddSingleton<RefreshWalletHandler>()
            .AddSingleton<IWalletQuery, WalletQuery>()
            .AddScoped<RegisterAccountHandler>()
            .AddScoped<AccountRecovery>()
            .AddScoped<FirstAccountQuery>()
            .AddScoped<AccountByEmailQuery>();
        return masterKey is null ? services.AddSingleton<ISigningKeys, NoSigningKeys>() : services
            .AddSingleton(masterKey)
            .AddSingleton<WalletVault>()
            .AddSingleton<ISigningKeys, CachedSigningKeys>()
            .AddSingleton<VenueCredentialStore>()
            .AddSingleton<IVenueCredentials>(provider => provider.GetRequiredService<VenueCredentialStore>())
            .AddSingleton<ConnectWalletHandler>();
    }

    /// <summary>Beside the cookie: <c>Authorization: Bearer ct_…</c>.</summary>
    public static AuthenticationBuilder AddApiKeys(this AuthenticationBuilder builder) =>
        builder.AddScheme<AuthenticationSchemeOptions, ApiKeyAuthenticationHandler>(ApiKeyAuthenticationHandler.Scheme, configureOptions: null);

    private static void Configure(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;
        options.Password.RequiredLength = PasswordRule.ShortestLength;
        options.Password.RequiredUniqueChars = PasswordRule.DifferentCharacters;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
    }
}
