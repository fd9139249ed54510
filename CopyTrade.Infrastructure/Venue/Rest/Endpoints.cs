namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>The endpoints in use, each with its published limits (protocol section 8).</summary>
internal static class Endpoints
{
    private static readonly WindowLimit Clob = Per10Seconds("CLOB, all together", 9_000);
    private static readonly WindowLimit Data = Per10Seconds("Data API, all together", 1_000);
    private static readonly WindowLimit DataV2 = Per10Seconds("Data API v2, all together", 800);
    private static readonly WindowLimit Gamma = Per10Seconds("Gamma, all together", 4_000);
    private static readonly WindowLimit Keys = Per10Seconds("keys of the CLOB", 100);

    public static readonly VenueEndpoint PostOrder = new(VenueHost.Clob, HttpMethod.Post, [Clob, Per10Seconds("orders posted", 5_000), Per10Minutes("orders posted", 120_000)], new(40, 60, Cancels: false));
    public static readonly VenueEndpoint CancelOrder = new(VenueHost.Clob, HttpMethod.Delete, [Clob, Per10Seconds("orders cancelled", 5_000), Per10Minutes("orders cancelled", 120_000)], new(80, 120, Cancels: true));
    public static readonly VenueEndpoint GetOrder = new(VenueHost.Clob, HttpMethod.Get, [Clob, Per10Seconds("an order read", 500)]);
    public static readonly VenueEndpoint GetTrades = new(VenueHost.Clob, HttpMethod.Get, [Clob, Per10Seconds("own trades read", 500)]);
    public static readonly VenueEndpoint GetBalance = new(VenueHost.Clob, HttpMethod.Get, [Clob, Per10Seconds("balance read", 200)]);
    public static readonly VenueEndpoint RefreshBalance = new(VenueHost.Clob, HttpMethod.Get, [Clob, Per10Seconds("balance refreshed", 50)]);
    public static readonly VenueEndpoint DeriveKey = new(VenueHost.Clob, HttpMethod.Get, [Clob, Keys]);
    public static readonly VenueEndpoint CreateKey = new(VenueHost.Clob, HttpMethod.Post, [Clob, Keys]);
    public static readonly VenueEndpoint GetBook = new(VenueHost.Clob, HttpMethod.Get, [Clob, Per10Seconds("books", 1_500)]);
    public static readonly VenueEndpoint GetPriceHistory = new(VenueHost.Clob, HttpMethod.Get, [Clob, Per10Seconds("price histories", 1_000)]);
    public static readonly VenueEndpoint GetMarketInfo = new(VenueHost.Clob, HttpMethod.Get, [Clob]);
    public static readonly VenueEndpoint WalletTrades = new(VenueHost.Data, HttpMethod.Get, [Data, Per10Seconds("trades of a wallet", 200)]);
    public static readonly VenueEndpoint Positions = new(VenueHost.Data, HttpMethod.Get, [Data, Per10Seconds("positions of a wallet", 150)]);
    public static readonly VenueEndpoint ClosedPositions = new(VenueHost.Data, HttpMethod.Get, [Data, Per10Seconds("closed positions of a wallet", 150)]);
    public static readonly VenueEndpoint WalletActivity = new(VenueHost.Data, HttpMethod.Get, [Data]);
    public static readonly VenueEndpoint Leaderboard = new(VenueHost.Data, HttpMethod.Get, [Data]);
    public static readonly VenueEndpoint AllTrades = new(VenueHost.Data, HttpMethod.Get, [DataV2, Per10Seconds("everybody's trades", 300)]);
    public static readonly VenueEndpoint DataStatus = new(VenueHost.Data, HttpMethod.Get, [DataV2, Per10Seconds("status of the record", 100)]);
    public static readonly VenueEndpoint GammaMarkets = new(VenueHost.Gamma, HttpMethod.Get, [Gamma, Per10Seconds("markets", 300)]);
    public static readonly VenueEndpoint GammaEvents = new(VenueHost.Gamma, HttpMethod.Get, [Gamma, Per10Seconds("events", 500)]);

    public static readonly VenueEndpoint Time = new(VenueHost.Clob, HttpMethod.Get, [Clob]);
    public static readonly VenueEndpoint ClosedOnly = new(VenueHost.Clob, HttpMethod.Get, [Clob, Keys]);
    public static readonly VenueEndpoint Geoblock = new(VenueHost.Site, HttpMethod.Get, [Per10Seconds("region", 20)]);

    private static WindowLimit Per10Seconds(string name, int permits) => new(name, permits, TimeSpan.FromSeconds(10));

    private static WindowLimit Per10Minutes(string name, int permits) => new(name, permits, TimeSpan.FromMinutes(10));
}
