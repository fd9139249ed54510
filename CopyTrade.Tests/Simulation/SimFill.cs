using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Simulation;

/// <summary>A trade of the followed wallet. Its number is in the size of every order that copies it, so that the venue's list tells which fill an order is for.</summary>
/// <param name="Number">From zero.</param>
/// <param name="Side">Direction.</param>
/// <param name="At">When it was seen.</param>
/// <param name="Validity">How long it is worth following.</param>
internal sealed record SimFill(int Number, OrderSide Side, DateTimeOffset At, TimeSpan Validity)
{
    public decimal Shares => Side == OrderSide.Buy ? 10m + (Number * 0.01m) : 4m + (Number * 0.01m);

    public string Cause => $"target:{Number}";
}

/// <summary>What was decided on a fill for a tenant.</summary>
internal sealed record SimDecision(TenantId Tenant, int Fill, Guid? Order, string Reason);
