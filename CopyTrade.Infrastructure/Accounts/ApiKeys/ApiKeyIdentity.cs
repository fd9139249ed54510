using CopyTrade.Domain.Accounts;

namespace CopyTrade.Infrastructure.Accounts.ApiKeys;

/// <summary>Whom a valid key stands for, what it may do, and what its owner may do at most.</summary>
public sealed record ApiKeyIdentity(Guid KeyId, TenantRef Tenant, IReadOnlyList<string> Scopes, IReadOnlyList<string> Roles);
