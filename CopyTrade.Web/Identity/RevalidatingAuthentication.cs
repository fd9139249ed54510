using CopyTrade.Infrastructure.Persistence.Identity;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CopyTrade.Web.Identity;

/// <summary>A circuit outlives the request that opened it: asks again and again whether its user may still be here, and whether the session is over.</summary>
public sealed class RevalidatingAuthentication(
    ILoggerFactory loggerFactory,
    IServiceScopeFactory scopes,
    SessionClock sessions,
    IOptions<SignInSettings> settings) : RevalidatingServerAuthenticationStateProvider(loggerFactory)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(settings.Value.RevalidateSeconds);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (sessions.IsOver(authenticationState.User)) return false;
        // A scope of its own: the circuit's context would answer from memory.
        await using var scope = scopes.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<AppUser>>();
        return await signIn.ValidateSecurityStampAsync(authenticationState.User) is not null;
    }
}
