using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Npgsql;

namespace CopyTrade.Infrastructure.Research.Leaders;

/// <summary>Reads what is kept of candidates; on any connection.</summary>
internal static class LeaderRows
{
    private const string MarketSql = """
        select m.condition_id, m.title, m.category, m.tick, m.minimum_shares, m.fee_rate, m.fee_exponent, m.ends_at, m.payouts::text as Payouts, m.tokens
          from leader_market m where m.condition_id in (
            select condition_id from leader_trade where wallet = @wallet union select condition_id from leader_closing where wallet = @wallet union select condition_id from leader_opening where wallet = @wallet)
        """;

    private const string BookSql = """
        select b.token_id, b.half_spread, b.depth from leader_book b
          join (select token_id, max(filled_at) as at from leader_trade where wallet = @wallet group by token_id) t on t.token_id = b.token_id
         where b.read_at > now() - interval '2 days' order by t.at desc limit 8
        """;

    private const string EchoSql = "select token_id, entered_at, before_usdc, after_usdc, before_wallets, after_wallets from leader_echo where wallet = @wallet and is_covered order by entered_at desc, token_id limit 200";

    /// <summary>The history of a wallet that was read at least once; null for others.</summary>
    public static async Task<LeaderHistory?> HistoryAsync(NpgsqlConnection connection, WalletAddress wallet, CancellationToken ct)
    {
        if (await connection.QuerySingleOrDefaultAsync<LeaderCandidate>(new($"select {LeaderCandidate.Columns} from leader_candidate where wallet = @wallet and read_at is not null", new { wallet }, cancellationToken: ct)) is not { CompleteTo: { } asOf, Since: { } since } known) return null;
        var fills = await connection.QueryAsync<FillRow>(new("select transaction_hash, condition_id, token_id, side, shares, price, filled_at, is_taker from leader_trade where wallet = @wallet order by filled_at", new { wallet }, cancellationToken: ct));
        var markets = await connection.QueryAsync<MarketRow>(new(MarketSql, new { wallet }, cancellationToken: ct));
        var books = await connection.QueryAsync<(string Token, decimal Half, decimal Depth)>(new(BookSql, new { wallet }, cancellationToken: ct));
        return new(
            wallet, known.Name, since, asOf, known.IsComplete, [.. fills.Select(row => row.ToFill())], await ClosingsAsync(connection, wallet, int.MaxValue, ct), await OpeningsAsync(connection, wallet, ct),
            markets.Select(row => row.ToMarket()).ToDictionary(market => market.Condition), [.. books.Select(book => new BookSample(TokenId.Parse(book.Token), book.Half, Usdc.RoundDown(book.Depth)))])
        {
            Echoes = [.. (await connection.QueryAsync<EchoRow>(new(EchoSql, new { wallet }, cancellationToken: ct))).Select(row => new LeaderEcho(row.TokenId, row.EnteredAt, row.BeforeUsdc, row.AfterUsdc, row.BeforeWallets, row.AfterWallets))],
        };
    }

    public static async Task<IReadOnlyList<LeaderClosing>> ClosingsAsync(NpgsqlConnection connection, WalletAddress wallet, int most, CancellationToken ct) =>
        [.. (await connection.QueryAsync<ClosingRow>(new(
            "select condition_id, token_id, average_price, bought, pnl, end_price, closed_at, title, outcome from leader_closing where wallet = @wallet order by closed_at desc, token_id limit @most", new { wallet, most }, cancellationToken: ct)))
            .Select(row => new LeaderClosing(row.ConditionId, row.TokenId, row.AveragePrice, row.Bought, row.Pnl, row.EndPrice is { } end ? Price.Of(end) : null, row.ClosedAt, row.Title, row.Outcome))];

    public static async Task<IReadOnlyList<LeaderOpening>> OpeningsAsync(NpgsqlConnection connection, WalletAddress wallet, CancellationToken ct) =>
        [.. (await connection.QueryAsync<OpeningRow>(new("select condition_id, token_id, shares, average_price, value, title, outcome from leader_opening where wallet = @wallet order by shares * average_price desc", new { wallet }, cancellationToken: ct)))
            .Select(row => new LeaderOpening(row.ConditionId, row.TokenId, row.Shares, row.AveragePrice, row.Value is { } value ? Usdc.RoundDown(value) : null, row.Title, row.Outcome))];

    private sealed class FillRow
    {
        public required TransactionHash TransactionHash { get; init; }

        public required ConditionId ConditionId { get; init; }

        public required TokenId TokenId { get; init; }

        public required string Side { get; init; }

        public Shares Shares { get; init; }

        public Price Price { get; init; }

        public DateTimeOffset FilledAt { get; init; }

        public bool? IsTaker { get; init; }

        public LeaderFill ToFill() => new(TransactionHash, ConditionId, TokenId, EnumText.Parse<OrderSide>(Side), Shares, Price, FilledAt, IsTaker);
    }

    private sealed class ClosingRow
    {
        public required ConditionId ConditionId { get; init; }

        public required TokenId TokenId { get; init; }

        public Price AveragePrice { get; init; }

        public Shares Bought { get; init; }

        public Usdc Pnl { get; init; }

        public decimal? EndPrice { get; init; }

        public DateTimeOffset ClosedAt { get; init; }

        public string? Title { get; init; }

        public string? Outcome { get; init; }
    }

    private sealed class OpeningRow
    {
        public required ConditionId ConditionId { get; init; }

        public required TokenId TokenId { get; init; }

        public Shares Shares { get; init; }

        public Price AveragePrice { get; init; }

        public decimal? Value { get; init; }

        public string? Title { get; init; }

        public string? Outcome { get; init; }
    }

    private sealed class EchoRow
    {
        public required TokenId TokenId { get; init; }

        public DateTimeOffset EnteredAt { get; init; }

        public Usdc BeforeUsdc { get; init; }

        public Usdc AfterUsdc { get; init; }

        public int BeforeWallets { get; init; }

        public int AfterWallets { get; init; }
    }

    private sealed class MarketRow
    {
        public required ConditionId ConditionId { get; init; }

        public string? Title { get; init; }

        public string? Category { get; init; }

        public required TickSize Tick { get; init; }

        public Shares MinimumShares { get; init; }

        public decimal FeeRate { get; init; }

        public int FeeExponent { get; init; }

        public DateTimeOffset? EndsAt { get; init; }

        public string? Payouts { get; init; }

        public string[] Tokens { get; init; } = [];

        public LeaderMarket ToMarket() => new(
            ConditionId, Title, Category, Tick, MinimumShares, FeeRate, FeeExponent, EndsAt, Payouts is null ? null : DomainJson.Read<Dictionary<string, decimal>>(Payouts), [.. Tokens.Select(TokenId.Parse)]);
    }
}
