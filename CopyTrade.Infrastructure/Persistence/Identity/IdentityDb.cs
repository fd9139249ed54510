using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Persistence.Identity;

/// <summary>Users, roles, logins, tokens and passkeys, as ASP.NET Core Identity wants them. Everything else is SQL.</summary>
public sealed class IdentityDb(DbContextOptions<IdentityDb> options) : IdentityDbContext<AppUser, IdentityRole<Guid>, Guid>(options)
{
    /// <summary>
    /// Options for use outside the host (tests). Identity reads its schema version from IdentityOptions in the
    /// application's services; without them the passkey table is missing.
    /// </summary>
    internal static DbContextOptions<IdentityDb> StandaloneOptions(string connectionString) => new DbContextOptionsBuilder<IdentityDb>()
        .UseNpgsql(connectionString)
        .UseApplicationServiceProvider(new ServiceCollection().Configure<IdentityOptions>(UsePasskeys).BuildServiceProvider())
        .Options;

    internal static void UsePasskeys(IdentityOptions options) => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        SnakeCase.Apply(builder.Model);
    }
}
