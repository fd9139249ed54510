namespace CopyTrade.Infrastructure.Venue;

/// <summary>Where the venue is, section <c>Polymarket</c>. The simulator, a recording and the real service differ by address only.</summary>
public sealed class VenueOptions
{
    public const string Section = "Polymarket";

    public string ClobUrl { get; init; } = "https://clob.polymarket.com";

    public string DataApiUrl { get; init; } = "https://data-api.polymarket.com";

    public string GammaUrl { get; init; } = "https://gamma-api.polymarket.com";

    public string MarketStreamUrl { get; init; } = "wss://ws-subscriptions-clob.polymarket.com/ws/market";

    public string UserStreamUrl { get; init; } = "wss://ws-subscriptions-clob.polymarket.com/ws/user";

    public string ActivityStreamUrl { get; init; } = "wss://ws-live-data.polymarket.com";

    public string ChainRpcUrl { get; init; } = "https://polygon-rpc.com";

    public string GeoblockUrl { get; init; } = "https://polymarket.com/api/geoblock";

    public int ChainId { get; init; } = 137;

    public string ExchangeAddress { get; init; } = "0xE111180000d2663C0091e4f400237545B87B996B";

    public string NegRiskExchangeAddress { get; init; } = "0xe2222d279d744050d28e00520010520000310F59";

    public double ConnectTimeoutSeconds { get; init; } = 2;

    public double ReadTimeoutSeconds { get; init; } = 5;

    public double OrderTimeoutSeconds { get; init; } = 8;
}
