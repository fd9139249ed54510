using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Accounts;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>The outcome of asking for a withdrawal.</summary>
public abstract record WithdrawResult
{
    private WithdrawResult()
    {
    }

    /// <param name="Transfer">Written down; nothing is sent yet.</param>
    public sealed record Asked(WalletTransfer Transfer) : WithdrawResult;

    public sealed record Refused(AccountRefusal Reason) : WithdrawResult;
}
