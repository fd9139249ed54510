using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Venue.Signing;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>Reads <c>OrderFilled</c> of the V2 exchanges: indexed hash, maker, taker; data side, token, maker amount, taker amount, fee, builder, metadata (protocol 16.1).</summary>
internal static class OrderFilledLog
{
    private const int DataWords = 7;

    public static bool TryParse(JsonElement log, [NotNullWhen(true)] out ChainFill? fill)
    {
        fill = null;
        var topics = log.Field("topics");
        if (topics.ValueKind != JsonValueKind.Array || topics.GetArrayLength() != 4 || topics[0].GetString() != EventTopics.OrderFilled) return false;
        if (log.TryGetProperty("removed", out var removed) && removed.ValueKind == JsonValueKind.True) return false;
        var data = log.Field("data").Bytes();
        if (data.Length < 32 * DataWords) return false;
        var (side, given, taken) = (Abi.Number(data), UInt256.Of(Abi.Number(data, 2)), UInt256.Of(Abi.Number(data, 3)));
        if (side > 1 || !TokenId.TryParse(Abi.Number(data, 1).ToString(System.Globalization.CultureInfo.InvariantCulture), out var token)) return false;
        // A buyer gives collateral and takes shares; a seller the other way round.
        var (shares, collateral) = side.IsZero ? (taken, given) : (given, taken);
        if (shares.ToShares() is not { } size || collateral.ToUsdc() is not { } paid || UInt256.Of(Abi.Number(data, 4)).ToUsdc() is not { } fee) return false;
        if (!WalletAddress.TryParse(log.Field("address").GetString(), out var exchange) || !VenueOrderId.TryParse(topics[1].GetString(), out var order)
            || !TryAddress(topics[2], out var maker) || !TryAddress(topics[3], out var taker) || !TransactionHash.TryParse(log.Field("transactionHash").GetString(), out var transaction)) return false;
        fill = new(exchange, order, maker, taker, side.IsZero ? OrderSide.Buy : OrderSide.Sell, token, size, paid, fee, transaction, log.Field("blockNumber").Count(), log.Field("logIndex").Count());
        return true;
    }

    /// <summary>The topic that an address is searched by.</summary>
    public static string TopicOf(WalletAddress address) => "0x" + new string('0', 24) + address.Value[2..];

    private static bool TryAddress(JsonElement topic, [NotNullWhen(true)] out WalletAddress? address)
    {
        address = null;
        return topic.GetString() is { Length: 66 } text && WalletAddress.TryParse("0x" + text[26..], out address);
    }
}
