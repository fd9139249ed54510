using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Trading;

/// <summary>Reads halts, cap usage and unfinished business of one tenant.</summary>
public interface ITradingStatusQuery
{
    /// <summary>Everything that the shell, Home and Wallet show, in one read.</summary>
    Task<TradingStatus> ReadAsync(TenantRef tenant, CancellationToken ct);
}
