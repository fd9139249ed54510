using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Trading.Redemption;

/// <summary>What became of a wish to redeem a market (R0.52).</summary>
public abstract record RedeemAnswer
{
    private RedeemAnswer()
    {
    }

    /// <param name="Transaction">The payment, deep enough to stay; null for made-up money, which no chain pays.</param>
    public sealed record Paid(TransactionHash? Transaction) : RedeemAnswer;

    /// <summary>Under way; ask again.</summary>
    public sealed record Pending(RedemptionRow Job) : RedeemAnswer;

    /// <summary>It failed, or was given up; the sentence says why.</summary>
    public sealed record Failed(RedemptionRow Job, string Message) : RedeemAnswer;

    /// <summary>There is nothing to be paid: a code for programs, a sentence for people.</summary>
    public sealed record Nothing(string Code, string Message) : RedeemAnswer;
}
