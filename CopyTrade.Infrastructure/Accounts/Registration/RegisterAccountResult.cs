using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence.Identity;

namespace CopyTrade.Infrastructure.Accounts.Registration;

public abstract record RegisterAccountResult
{
    private RegisterAccountResult()
    {
    }

    public sealed record Registered(AppUser User, TenantRef Tenant, Role Role) : RegisterAccountResult;

    /// <summary>At least one reason, in Identity's own codes.</summary>
    public sealed record Refused(IReadOnlyList<AccountRefusal> Reasons) : RegisterAccountResult;
}
