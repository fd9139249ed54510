using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts.Registration;
using CopyTrade.Infrastructure.Simulation;

namespace CopyTrade.Web.Hosting;

/// <summary>A newcomer starts on paper: money and a wallet without a key are there at once.</summary>
internal sealed class PaperWelcome(PaperAccounts accounts) : IWelcome
{
    public Task GreetAsync(TenantRef tenant, CancellationToken ct) => accounts.PrepareAsync(tenant, ct);
}
