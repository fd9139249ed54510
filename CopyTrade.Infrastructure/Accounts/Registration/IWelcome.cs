using CopyTrade.Domain.Accounts;

namespace CopyTrade.Infrastructure.Accounts.Registration;

/// <summary>Something to do for a new account once it exists. It may fail: the account stands.</summary>
public interface IWelcome
{
    Task GreetAsync(TenantRef tenant, CancellationToken ct);
}
