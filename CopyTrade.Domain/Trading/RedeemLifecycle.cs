using static CopyTrade.Domain.Trading.RedeemState;

namespace CopyTrade.Domain.Trading;

/// <summary>All legal moves of a redeem job, in one table (R0.52).</summary>
public static class RedeemLifecycle
{
    /// <summary>How often it is tried.</summary>
    public const int MostAttempts = 3;

    /// <summary>The state after an event; null for a move that cannot be. While a transaction may be on its way no move leads to another try.</summary>
    public static RedeemState? Next(RedeemState state, RedeemEvent change) => (state, change) switch
    {
        (Pending or FailedTransient, RedeemEvent.Claim) => Claimed,
        (Claimed, RedeemEvent.Claim) => Claimed,                                   // its process is gone: asking again is asking about the same transaction
        (Claimed or Submitted, RedeemEvent.Sent) => Submitted,
        (Submitted, RedeemEvent.Confirm) => Confirmed,
        (Claimed or Submitted, RedeemEvent.Fail { Attempts: < MostAttempts }) => FailedTransient,
        (Claimed or Submitted, RedeemEvent.Fail) => Abandoned,
        (Pending or Claimed or FailedTransient, RedeemEvent.Refuse) => Abandoned,
        (Pending or Claimed or FailedTransient, RedeemEvent.Skip) => Skipped,
        (Confirmed, RedeemEvent.Reorganise) => Submitted,
        _ => null,
    };

    /// <summary>How long after a try the next one is due.</summary>
    public static TimeSpan PauseAfter(int attempts) => TimeSpan.FromMinutes(attempts <= 1 ? 1 : 10);
}
