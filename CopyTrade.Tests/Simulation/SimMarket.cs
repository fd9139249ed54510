using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Simulation;

/// <summary>A market with two outcomes. Tokens carry the market's number, so that each tells its market.</summary>
internal sealed record SimMarket(int Number)
{
    public ConditionId Condition { get; } = ConditionId.Parse("0x" + new string('c', 63) + Number);

    public TokenId Yes { get; } = TokenId.Parse($"{Number}1");

    public TokenId No { get; } = TokenId.Parse($"{Number}2");

    public static SimMarket Of(TokenId token) => new(token.Value[0] - '0');

    public Market View(TokenId token, DateTimeOffset now) => new(
        Condition, token, token == Yes ? No : Yes, $"Market {Number}?", token == Yes ? "Yes" : "No", TickSize.Cent, Shares.Of(5m), Usdc.Of(1m),
        NegRisk: false, FeeRate: 0m, FeeExponent: 1, World.Beginning.AddDays(1), AcceptingOrders: true, Closed: false, now, "weather");
}
