using CopyTrade.Infrastructure.Accounts.Custody;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Accounts.Sessions;

public static class SessionsModule
{
    /// <summary>Cookies that outlive a restart and count on every host. Needs the database and the master key.</summary>
    public static IServiceCollection AddSessionKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("CopyTrade");
        services.AddSingleton<SessionKeys>();
        services.AddOptions<KeyManagementOptions>().Configure<SessionKeys, MasterKey>((options, keys, masterKey) =>
        {
            options.XmlRepository = keys;
            options.XmlEncryptor = new SessionKeyCipher(masterKey);
        });
        return services;
    }
}
