using CopyTrade.Infrastructure.Persistence.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CopyTrade.Infrastructure.Persistence;

public static class PersistenceModule
{
    /// <summary>The host opens the databases before it builds its container, and closes them after it has stopped.</summary>
    public static IServiceCollection AddPersistence(this IServiceCollection services, Databases databases)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(databases)
            .AddSingleton<TenantScopes>()
            .Configure<IdentityOptions>(IdentityDb.UsePasskeys)
            .AddDbContext<IdentityDb>(options => options.UseNpgsql(databases.App));
    }
}
