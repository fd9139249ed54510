using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Research.Leaders;

/// <summary>Histories to reckon with.</summary>
internal static class LeaderSamples
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static WalletAddress Wallet(int number = 1) => WalletAddress.Parse("0x" + number.ToString("x40", CultureInfo.InvariantCulture));

    public static ConditionId Condition(int number) => ConditionId.Parse("0x" + number.ToString("x64", CultureInfo.InvariantCulture));

    public static TokenId Token(int market, int outcome = 0) => TokenId.Parse((1_000 + (market * 2) + outcome).ToString(CultureInfo.InvariantCulture));

    public static LeaderFill Fill(int market, OrderSide side, decimal shares, decimal price, DateTimeOffset at, int outcome = 0, bool? taker = null) =>
        new(TransactionHash.Parse("0x" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{market} {outcome} {side} {shares} {price} {at:O}"))))), Condition(market), Token(market, outcome), side, Shares.Of(shares), Price.Of(price), at, taker);

    /// <summary>Bought at a price, held to its end.</summary>
    public static LeaderClosing Held(int market, decimal shares, decimal price, bool won, DateTimeOffset at, int outcome = 0) => new(
        Condition(market), Token(market, outcome), Price.Of(price), Shares.Of(shares), Usdc.RoundDown(((won ? 1m : 0m) - price) * shares), Price.Of(won ? 1m : 0m), at, $"Market {market}", "Yes");

    public static LeaderMarket Market(int number, DateTimeOffset? ends = null, bool? won = null, string category = "sports") => new(
        Condition(number), $"Market {number}", category, TickSize.Cent, Shares.Of(5m), 0m, 1, ends, won is null ? null : new Dictionary<string, decimal> { [Token(number).Value] = won.Value ? 1m : 0m, [Token(number, 1).Value] = won.Value ? 0m : 1m },
        [Token(number), Token(number, 1)]);

    public static LeaderHistory History(IReadOnlyList<LeaderFill> fills, IReadOnlyList<LeaderClosing> closings, IEnumerable<LeaderMarket>? markets = null, int wallet = 1, IReadOnlyList<BookSample>? books = null) => new(
        Wallet(wallet), "somebody", Now.AddDays(-95), Now, true, fills, closings, [], (markets ?? []).ToDictionary(market => market.Condition), books ?? []);

    /// <summary>A trader who buys at half a dollar and wins with a given chance, one market after the other.</summary>
    public static LeaderHistory Trader(int wallet, double wins, int positions, int seed, decimal dollars = 20m)
    {
        var draw = new SeededDraw((ulong)seed);
        var (fills, closings) = (new List<LeaderFill>(), new List<LeaderClosing>());
        for (var i = 0; i < positions; i++)
        {
            var at = Now.AddDays(-88).AddHours(i * 88 * 24.0 / positions);
            fills.Add(Fill(i, OrderSide.Buy, dollars * 2m, 0.5m, at, taker: true));
            closings.Add(Held(i, dollars * 2m, 0.5m, draw.Unit() < wins, at.AddHours(6)));
        }

        return History(fills, closings, Enumerable.Range(0, positions).Select(i => Market(i)), wallet);
    }
}
