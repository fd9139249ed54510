using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts.Registration;
using CopyTrade.Web.Hosting;

namespace CopyTrade.Web.Cli;

/// <summary>An opened installation and the services of one verb. No page, stream or job runs in it.</summary>
internal sealed class CliSession : IAsyncDisposable
{
    private readonly Installation _installation;
    private readonly ServiceProvider _provider;
    private readonly AsyncServiceScope _scope;

    private CliSession(Installation installation, ServiceProvider provider)
    {
        (_installation, _provider) = (installation, provider);
        _scope = provider.CreateAsyncScope();
    }

    public HostSettings Settings => _installation.Settings;

    public Installation Installation => _installation;

    public static async Task<CliSession> OpenAsync(CliEnvironment environment, CancellationToken ct)
    {
        var settings = HostSettings.From(HostConfiguration.Read(environment.Settings));
        var installation = await Installation.OpenAsync(settings, HostRoles.All, holdsKeys: true, TimeProvider.System, ct);
        try
        {
            var services = new ServiceCollection();
            services.AddLogging(logging => logging.AddHostLogging(settings.DataDirectory, console: false));
            services.AddCopyTrade(installation, settings.Configuration);
            return new CliSession(installation, services.BuildServiceProvider());
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    public T Get<T>() where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    /// <exception cref="CliFailure">Nobody registered with this address.</exception>
    public async Task<TenantRef> TenantAsync(string email, CancellationToken ct) =>
        await Get<AccountByEmailQuery>().FindAsync(email.Trim(), ct) ?? throw new CliFailure($"There is no account {email.Trim()}: create it with 'user add'.");

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _provider.DisposeAsync();
        await _installation.DisposeAsync();
    }
}
