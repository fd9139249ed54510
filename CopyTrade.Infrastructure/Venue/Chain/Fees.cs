using System.Numerics;
using CopyTrade.Domain.Venue;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>What a unit of gas is offered: twice the base fee plus the tip, so that the base fee may rise for six full blocks, and never above the cap.</summary>
internal sealed class Fees(JsonRpc rpc, IOptions<ChainOptions> options)
{
    private static readonly BigInteger Gwei = 1_000_000_000;

    private BigInteger Cap => options.Value.MaxFeeGwei * Gwei;

    /// <summary>Null while the network asks more than the cap.</summary>
    /// <exception cref="VenueUnavailableException">The node does not say.</exception>
    public async Task<(BigInteger MaxFee, BigInteger Tip)?> QuoteAsync(CancellationToken ct)
    {
        var answers = await rpc.ReadManyAsync([new("eth_getBlockByNumber", "latest", false), new("eth_maxPriorityFeePerGas")], ct);
        return Of(answers[0].Field("baseFeePerGas").Number().Value, answers[1].Number().Value);
    }

    public (BigInteger MaxFee, BigInteger Tip)? Of(BigInteger baseFee, BigInteger suggestedTip)
    {
        var tip = BigInteger.Max(suggestedTip, options.Value.MinTipGwei * Gwei);
        if (baseFee + tip > Cap) return null;
        return (BigInteger.Max(BigInteger.One, BigInteger.Min((baseFee * 2) + tip, Cap)), tip);
    }

    /// <summary>What replaces an offer: both figures raised, at least to today's. Null when that is above the cap.</summary>
    public (BigInteger MaxFee, BigInteger Tip)? Raise((BigInteger MaxFee, BigInteger Tip) old, (BigInteger MaxFee, BigInteger Tip)? today)
    {
        var tip = BigInteger.Max(Raised(old.Tip), today?.Tip ?? 0);
        var maxFee = BigInteger.Max(BigInteger.Max(Raised(old.MaxFee), today?.MaxFee ?? 0), tip);
        return maxFee > Cap ? null : (maxFee, tip);
    }

    private BigInteger Raised(BigInteger fee) => fee + (fee * options.Value.BumpPercent / 100) + 1;
}
