using CopyTrade.Infrastructure.Accounts.Custody;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Accounts.Sessions;

public static class SessionsModule
{
    /// <summary>Cookies that outlive a restart and count on every host. Without a master key (observer only) nobody signs in here, and nothing is kept.</summary>
    public static IServiceCollection AddSessionKeys(this IServiceCollection services, MasterKey? masterKey)
    {
        services.AddDataProtection().SetApplicationName("CopyTrade");
        if (masterKey is null) return services;

        services.AddSingleton<SessionKeys>();
        services.AddOptions<KeyManagementOptions>().Configure<SessionKeys>((options, keys) =>
        {
            options.XmlRepository = keys;
            options.XmlEncryptor = new SessionKeyCipher(masterKey);
        });
        return services;
    }
}
