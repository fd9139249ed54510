using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>Something to be done with one order.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Order">Which.</param>
/// <param name="What">What with it.</param>
internal sealed record OrderAsk<T>(TenantRef Tenant, OrderId Order, T What);
