using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Npgsql;

namespace CopyTrade.Infrastructure.Research.Leaders;

/// <summary>Keeps what was read of candidates (watcher role). The same page twice is the same rows.</summary>
internal sealed class LeaderStore(Databases databases)
{
    public async Task<IReadOnlyList<LeaderCandidate>> DueAsync(DateTimeOffset now, int most, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        return [.. await connection.QueryAsync<LeaderCandidate>(new(
            $"select {LeaderCandidate.Columns} from leader_candidate where next_at <= @now order by read_at nulls first, next_at, wallet limit @most", new { now, most }, cancellationToken: ct))];
    }

    /// <summary>Keeps a page of trades, and how far the read got when it goes on.</summary>
    public async Task AddTradesAsync(WalletAddress wallet, IReadOnlyCollection<LeaderFill> fills, string? name, (DateTimeOffset Top, DateTimeOffset To)? paging, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new(
            """
            insert into leader_trade (wallet, transaction_hash, condition_id, token_id, side, shares, price, filled_at, is_taker)
            select @wallet, * from unnest(@hashes, @conditions, @tokens, @sides, @shares, @prices, @times, @takers)
                on conflict (wallet, filled_at, transaction_hash, token_id, side) do update
               set shares = greatest(excluded.shares, leader_trade.shares), price = case when excluded.shares >= leader_trade.shares then excluded.price else leader_trade.price end,
                   is_taker = coalesce(excluded.is_taker, leader_trade.is_taker)
            """,
            new
            {
                wallet, hashes = fills.Select(fill => fill.Transaction.Value).ToArray(), conditions = fills.Select(fill => fill.Condition.Value).ToArray(), tokens = fills.Select(fill => fill.Token.Value).ToArray(),
                sides = fills.Select(fill => fill.Side.ToText()).ToArray(), shares = fills.Select(fill => fill.Shares.Quantity).ToArray(), prices = fills.Select(fill => fill.Price.Value).ToArray(),
                times = fills.Select(fill => fill.At.UtcDateTime).ToArray(), takers = fills.Select(fill => fill.IsTaker).ToArray(),
            }, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new(
            "update leader_candidate set paging_top = @Top, paging_to = @To, name = coalesce(@name, name) where wallet = @wallet", new { wallet, name, paging?.Top, paging?.To }, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
    }

    public async Task AddClosingsAsync(WalletAddress wallet, IReadOnlyCollection<LeaderClosing> closings, CancellationToken ct)
    {
        if (closings.Count == 0) return;
        LeaderClosing[] rows = [.. closings.DistinctBy(closing => closing.Token)];
        await using var connection = await OpenAsync(ct);
        await connection.ExecuteAsync(new(
            """
            insert into leader_closing (wallet, token_id, condition_id, average_price, bought, pnl, end_price, closed_at, title, outcome)
            select @wallet, * from unnest(@tokens, @conditions, @prices, @bought, @pnls, @ends, @times, @titles, @outcomes)
                on conflict (wallet, token_id) do update set average_price = excluded.average_price, bought = excluded.bought, pnl = excluded.pnl, end_price = excluded.end_price, closed_at = excluded.closed_at
            """,
            new
            {
                wallet, tokens = rows.Select(row => row.Token.Value).ToArray(), conditions = rows.Select(row => row.Condition.Value).ToArray(), prices = rows.Select(row => row.AveragePrice.Value).ToArray(),
                bought = rows.Select(row => row.Bought.Quantity).ToArray(), pnls = rows.Select(row => row.Pnl.Amount).ToArray(), ends = rows.Select(row => row.EndPrice?.Value).ToArray(),
                times = rows.Select(row => row.ClosedAt.UtcDateTime).ToArray(), titles = rows.Select(row => row.Title).ToArray(), outcomes = rows.Select(row => row.Outcome).ToArray(),
            }, cancellationToken: ct));
    }

    public async Task ReplaceOpeningsAsync(WalletAddress wallet, IReadOnlyCollection<WalletPosition> positions, CancellationToken ct)
    {
        WalletPosition[] rows = [.. positions.DistinctBy(position => position.Token)];
        await using var connection = await OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new("delete from leader_opening where wallet = @wallet", new { wallet }, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new(
            """
            insert into leader_opening (wallet, token_id, condition_id, shares, average_price, value, title, outcome)
            select @wallet, * from unnest(@tokens, @conditions, @shares, @prices, @worth, @titles, @outcomes)
            """,
            new
            {
                wallet, tokens = rows.Select(row => row.Token.Value).ToArray(), conditions = rows.Select(row => row.Condition.Value).ToArray(), shares = rows.Select(row => row.Shares.Quantity).ToArray(),
                prices = rows.Select(row => row.AveragePrice.Value).ToArray(), worth = rows.Select(row => row.CurrentValue?.Amount).ToArray(), titles = rows.Select(row => row.Title).ToArray(), outcomes = rows.Select(row => row.Outcome).ToArray(),
            }, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
    }

    /// <summary>Its markets that were never read, or whose end should be known by now.</summary>
    public async Task<IReadOnlyList<ConditionId>> UnknownMarketsAsync(WalletAddress wallet, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        return [.. (await connection.QueryAsync<string>(new(
            """
            select distinct c.condition_id from (
              select condition_id from leader_trade where wallet = @wallet union select condition_id from leader_closing where wallet = @wallet and closed_at > @now - interval '90 days' union select condition_id from leader_opening where wallet = @wallet) c
              left join leader_market m on m.condition_id = c.condition_id
             where m.condition_id is null or (m.payouts is null and m.read_at < @now - interval '6 hours')
            """, new { wallet, now }, cancellationToken: ct))).Select(ConditionId.Parse)];
    }

    public async Task AddMarketsAsync(IReadOnlyCollection<LeaderMarket> markets, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        foreach (var market in markets)
        {
            await connection.ExecuteAsync(new(
                """
                insert into leader_market (condition_id, title, category, tick, minimum_shares, fee_rate, fee_exponent, ends_at, payouts, tokens, read_at)
                values (@Condition, @Title, @Category, @Tick, @MinimumShares, @FeeRate, @FeeExponent, @EndsAt, @payouts::jsonb, @tokens, now())
                    on conflict (condition_id) do update set title = excluded.title, category = excluded.category, fee_rate = excluded.fee_rate, ends_at = excluded.ends_at, payouts = excluded.payouts, read_at = now()
                """,
                new
                {
                    market.Condition, market.Title, market.Category, market.Tick, market.MinimumShares, market.FeeRate, market.FeeExponent, market.EndsAt,
                    payouts = market.Payouts is null ? null : DomainJson.Write(market.Payouts), tokens = market.Tokens.Select(token => token.Value).ToArray(),
                }, cancellationToken: ct));
        }
    }

    /// <summary>Its latest tokens whose markets are not decided and whose books were not read lately.</summary>
    public async Task<IReadOnlyList<TokenId>> TokensWithoutBookAsync(WalletAddress wallet, DateTimeOffset since, int most, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        return [.. (await connection.QueryAsync<string>(new(
            """
            select t.token_id from (
              select t.token_id, max(t.filled_at) as at from leader_trade t join leader_market m on m.condition_id = t.condition_id and m.payouts is null and (m.ends_at is null or m.ends_at > now())
               where t.wallet = @wallet group by t.token_id order by at desc limit @most) t
              left join leader_book b on b.token_id = t.token_id and b.read_at >= @since
             where b.token_id is null
            """, new { wallet, since, most }, cancellationToken: ct))).Select(TokenId.Parse)];
    }

    public async Task AddBookAsync(BookSample sample, DateTimeOffset readAt, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await connection.ExecuteAsync(new(
            """
            insert into leader_book (token_id, half_spread, depth, read_at) values (@Token, round(@HalfSpread, 8), @Depth, @readAt)
                on conflict (token_id) do update set half_spread = excluded.half_spread, depth = excluded.depth, read_at = excluded.read_at
            """, new { sample.Token, sample.HalfSpread, sample.Depth, readAt }, cancellationToken: ct));
    }

    /// <summary>Its latest purchases around which nobody looked yet, one for each token and minute.</summary>
    public async Task<IReadOnlyList<(ConditionId Condition, TokenId Token, DateTimeOffset At)>> EntriesWithoutEchoAsync(WalletAddress wallet, DateTimeOffset since, DateTimeOffset until, int most, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        return [.. (await connection.QueryAsync<(string Condition, string Token, DateTimeOffset At)>(new(
            """
            select e.condition_id, e.token_id, e.at from (
              select condition_id, token_id, min(filled_at) as at from leader_trade where wallet = @wallet and side = 'buy' and filled_at > @since group by condition_id, token_id, date_trunc('minute', filled_at)) e
             where e.at < @until and not exists (select 1 from leader_echo k where k.wallet = @wallet and k.token_id = e.token_id and k.entered_at = e.at)
             order by e.at desc, e.token_id limit @most
            """, new { wallet, since, until, most }, cancellationToken: ct))).Select(row => (ConditionId.Parse(row.Condition), TokenId.Parse(row.Token), row.At))];
    }

    public async Task AddEchoAsync(WalletAddress wallet, LeaderEcho echo, bool isCovered, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await connection.ExecuteAsync(new(
            """
            insert into leader_echo (wallet, token_id, entered_at, before_usdc, after_usdc, before_wallets, after_wallets, is_covered) values (@wallet, @Token, @At, @Before, @After, @WalletsBefore, @WalletsAfter, @isCovered)
                on conflict (wallet, token_id, entered_at) do nothing
            """, new { wallet, echo.Token, echo.At, echo.Before, echo.After, echo.WalletsBefore, echo.WalletsAfter, isCovered }, cancellationToken: ct));
    }

    /// <summary>The wallet was read to the end.</summary>
    public async Task FinishAsync(WalletAddress wallet, DateTimeOffset completeTo, DateTimeOffset since, bool isComplete, int requests, DateTimeOffset next, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await connection.ExecuteAsync(new(
            """
            update leader_candidate set complete_to = @completeTo, since = @since, is_complete = @isComplete, requests = @requests, next_at = @next, read_at = @completeTo, paging_top = null, paging_to = null, tries = 0, problem = null
             where wallet = @wallet
            """, new { wallet, completeTo, since, isComplete, requests, next }, cancellationToken: ct));
    }

    public async Task FailAsync(WalletAddress wallet, string problem, DateTimeOffset next, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await connection.ExecuteAsync(new("update leader_candidate set tries = tries + 1, problem = @problem, next_at = @next where wallet = @wallet", new { wallet, problem, next }, cancellationToken: ct));
    }

    private ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct) => databases.Watcher.OpenConnectionAsync(ct);
}
