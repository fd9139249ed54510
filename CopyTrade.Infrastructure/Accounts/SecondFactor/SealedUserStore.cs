using System.Security.Cryptography;
using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Persistence.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace CopyTrade.Infrastructure.Accounts.SecondFactor;

/// <summary>Identity's own store, but that what it would keep in clear (keys of authenticator apps, recovery codes) is sealed: a copy of the database and a password do not open an account.</summary>
internal sealed class SealedUserStore(IdentityDb db, SecondFactorSecrets secrets, IdentityErrorDescriber describer) : UserStore<AppUser, IdentityRole<Guid>, IdentityDb, Guid>(db, describer)
{
    public override async Task SetTokenAsync(AppUser user, string loginProvider, string name, string? value, CancellationToken cancellationToken)
    {
        if (value is not null) value = await secrets.SealAsync(SecretPlace.Of(new UserId(user.Id), loginProvider, name), value, cancellationToken);
        await base.SetTokenAsync(user, loginProvider, name, value, cancellationToken);
    }

    /// <exception cref="CryptographicException">It cannot be opened; see <see cref="SecondFactorSecrets.Open"/>.</exception>
    public override async Task<string?> GetTokenAsync(AppUser user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } stored ? secrets.Open(SecretPlace.Of(new UserId(user.Id), loginProvider, name), stored) : null;
}
