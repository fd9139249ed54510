namespace CopyTrade.Infrastructure.Venue.Signing;

/// <summary>First topics of the exchange's log events.</summary>
internal static class EventTopics
{
    public static string OrderFilled { get; } = Of("OrderFilled(bytes32,address,address,uint8,uint256,uint256,uint256,uint256,bytes32,bytes32)");

    public static string Of(string abiSignature) => PrefixedHex.Of(Eip712.TypeHash(abiSignature));
}
