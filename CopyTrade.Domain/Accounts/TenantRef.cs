namespace CopyTrade.Domain.Accounts;

/// <summary>A tenant together with the user who owns it: what row security needs to open that tenant's rows.</summary>
/// <param name="Tenant">The billing account.</param>
/// <param name="Owner">Its owner, the actor under whose name rows are read and written.</param>
public sealed record TenantRef(TenantId Tenant, UserId Owner);
