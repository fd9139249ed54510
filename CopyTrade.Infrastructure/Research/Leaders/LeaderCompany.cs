using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using Dapper;
using Npgsql;

namespace CopyTrade.Infrastructure.Research.Leaders;

/// <summary>Finds the wallets whose kept trades coincide with those of one wallet; on any connection, without asking the venue.</summary>
internal static class LeaderCompany
{
    private const int Days = 90;
    private const int Fewest = 20;

    // An entry is what a wallet trades of one token in one direction within one minute. Of the other's trades around it the nearest counts,
    // once with the clocks as they are and once with an hour's shift: what coincides then is only two wallets being active on the same markets.
    private const string PairsSql = """
        with mine as (
          select token_id, side, condition_id, min(filled_at) as at from leader_trade where wallet = @wallet and filled_at > @since
           group by token_id, side, condition_id, date_trunc('minute', filled_at)),
        near as (
          select s.shift, o.wallet, m.condition_id, m.at,
                 (array_agg(extract(epoch from o.filled_at - m.at) - s.shift order by abs(extract(epoch from o.filled_at - m.at) - s.shift)))[1] as lag,
                 sum(case when o.filled_at > m.at and o.side = 'buy' then o.shares * o.price else 0 end) as usdc
            from mine m cross join (values (0), (3600)) s (shift)
            join leader_trade o on o.token_id = m.token_id and o.side = m.side and o.wallet <> @wallet
             and o.filled_at between m.at + make_interval(secs => s.shift - 60) and m.at + make_interval(secs => s.shift + 60)
           group by s.shift, o.wallet, m.token_id, m.side, m.condition_id, m.at),
        pairs as (
          select wallet, count(*) filter (where shift = 0) as shared, count(*) filter (where shift > 0) as shifted, count(*) filter (where shift = 0 and lag < 0) as before, count(*) filter (where shift = 0 and lag > 0) as after,
                 count(distinct condition_id) filter (where shift = 0) as markets, coalesce(sum(usdc) filter (where shift = 0), 0) as usdc, min(at) filter (where shift = 0) as first, max(at) filter (where shift = 0) as last
            from near group by wallet having count(*) filter (where shift = 0) >= @fewest)
        select p.wallet, p.shared::int as Shared, p.shifted::int as Shifted, p.before::int as Before, p.after::int as After, p.markets::int as Markets, p.usdc as Usdc, p.first as First, p.last as Last,
               (select count(*)::int from (select 1 from leader_trade o where o.wallet = p.wallet and o.filled_at > @since group by o.token_id, o.side, date_trunc('minute', o.filled_at)) e) as Entries
          from pairs p order by p.wallet
        """;

    private const string CountsSql = """
        select (select count(*)::int from (select 1 from leader_trade where wallet = @wallet and filled_at > @since group by token_id, side, date_trunc('minute', filled_at)) e),
               (select count(*)::int from leader_candidate where read_at is not null and wallet <> @wallet)
        """;

    public static async Task<Company> ReadAsync(NpgsqlConnection connection, WalletAddress wallet, DateTimeOffset asOf, CancellationToken ct)
    {
        var parameters = new { wallet, since = asOf.AddDays(-Days), fewest = Fewest };
        var (entries, read) = await connection.QuerySingleAsync<(int, int)>(new(CountsSql, parameters, cancellationToken: ct));
        if (entries < Fewest) return new(entries, read, []);
        var pairs = await connection.QueryAsync<Row>(new(PairsSql, parameters, cancellationToken: ct));
        return new(entries, read, [.. pairs.Select(row => new LeaderPair(row.Wallet, row.Shared, row.Shifted, row.Before, row.After, row.Markets, row.Entries, Domain.Money.Usdc.RoundUp(row.Usdc), row.First, row.Last))]);
    }

    private sealed class Row
    {
        public required WalletAddress Wallet { get; init; }

        public int Shared { get; init; }

        public int Shifted { get; init; }

        public int Before { get; init; }

        public int After { get; init; }

        public int Markets { get; init; }

        public int Entries { get; init; }

        public decimal Usdc { get; init; }

        public DateTimeOffset First { get; init; }

        public DateTimeOffset Last { get; init; }
    }
}
