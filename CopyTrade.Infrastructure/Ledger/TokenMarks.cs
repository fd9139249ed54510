using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Npgsql;

namespace CopyTrade.Infrastructure.Ledger;

/// <summary>Marks from what is stored: payouts of decided markets, then the newest price; the live book where it was heard of later. The venue is asked by <see cref="FillAsync"/> only, inside the limits that every reader of it keeps.</summary>
internal sealed class TokenMarks(Databases databases, ILiveBooks books, IPriceHistory history, TimeProvider clock) : ITokenMarks
{
    // A book that was heard of longer ago says no more than what is stored.
    private static readonly TimeSpan FreshBook = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestRead = TimeSpan.FromDays(14);

    private const string AtSql = """
        select w.token_id, coalesce(r.payout, m.value) as value, coalesce(r.resolved_at, m.at) as at, case when r.payout is not null then 'resolution' else m.source end as source
          from unnest(@tokens) as w (token_id)
          left join lateral (select payout, resolved_at from market_resolution r where r.token_id = w.token_id and r.resolved_at <= @at order by resolved_at limit 1) r on true
          left join lateral (select value, at, source from token_mark m where m.token_id = w.token_id and m.at <= @at order by m.at desc limit 1) m on r.payout is null
         where r.payout is not null or m.value is not null
        """;

    public async Task<IReadOnlyDictionary<TokenId, TokenMark>> AtAsync(IReadOnlyCollection<TokenId> tokens, DateTimeOffset at, CancellationToken ct)
    {
        if (tokens.Count == 0) return new Dictionary<TokenId, TokenMark>();
        await using var connection = await OpenAsync(ct);
        var events = await EventQuestionRow.ReadAsync(connection, Texts(tokens), ct);
        TokenId[] wanted = [.. tokens.Concat(events.SelectMany(questions => questions).SelectMany(question => new[] { question.Yes, question.No })).Distinct()];
        var rows = await connection.QueryAsync<(string Token, decimal Value, DateTimeOffset At, string Source)>(new(AtSql, new { tokens = Texts(wanted), at }, cancellationToken: ct));
        var marks = rows.ToDictionary(
            row => TokenId.Parse(row.Token), row => new TokenMark(TokenId.Parse(row.Token), Price.Of(row.Value), row.At, EnumText.Parse<MarkSource>(row.Source)));
        foreach (var token in wanted)
        {
            if (LiveMarkOf(token, at) is { } live && (!marks.TryGetValue(token, out var stored) || (stored.Source != MarkSource.Resolution && stored.At < live.At))) marks[token] = live;
        }

        if (events.Count == 0) return marks;
        var together = EventMarks.Together(marks, events, at);
        return tokens.Distinct().Where(together.ContainsKey).ToDictionary(token => token, token => together[token]);
    }

    public async Task FillAsync(IReadOnlyCollection<TokenId> tokens, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var wanted = new MarkSpan(from, to > now ? now : to);
        if (wanted.From > wanted.To || tokens.Count == 0) return;
        var known = await SpansAsync(tokens, ct);
        foreach (var token in tokens.Distinct())
        {
            foreach (var missing in MarkSpan.Missing(known.GetValueOrDefault(token), wanted)) await ReadAsync(token, missing, ct);
        }
    }

    /// <summary>Keeps what a live or a freshly read book says; nothing when it says nothing.</summary>
    internal async Task<bool> KeepAsync(TokenId token, OrderBook book, CancellationToken ct)
    {
        if (BookMark.Of(book) is not { } value) return false;
        await using var connection = await OpenAsync(ct);
        return await InsertAsync(connection, token, "book", [new(book.ReadAt, value)], ct) > 0;
    }

    /// <summary>The live book's word on a token, when it is fresh at that moment.</summary>
    internal TokenMark? LiveMarkOf(TokenId token, DateTimeOffset at) =>
        books.Find(token) is { } live && live.HeardAt <= at && at - live.HeardAt <= FreshBook && BookMark.Of(live.Book) is { } value ? new(token, value, live.HeardAt, MarkSource.Book) : null;

    private async Task ReadAsync(TokenId token, MarkSpan missing, CancellationToken ct)
    {
        // From the end backwards a cut would leave a hole beside the known span, so each part is kept as it is read.
        for (var from = missing.From; from <= missing.To; from += LongestRead)
        {
            var part = new MarkSpan(from, from + LongestRead < missing.To ? from + LongestRead : missing.To);
            var points = await history.ReadAsync(token, part.From, part.To, ct);
            await using var connection = await OpenAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await InsertAsync(connection, token, "history", points, ct);
            if (part.To == missing.To)
            {
                await connection.ExecuteAsync(new("""
                    insert into token_mark_span (token_id, from_at, to_at) values (@token, @From, @To)
                        on conflict (token_id) do update set from_at = least(token_mark_span.from_at, excluded.from_at), to_at = greatest(token_mark_span.to_at, excluded.to_at)
                    """, new { token, missing.From, missing.To }, cancellationToken: ct));
            }

            await transaction.CommitAsync(ct);
            if (part.To == missing.To) return;
        }
    }

    private async Task<Dictionary<TokenId, MarkSpan>> SpansAsync(IReadOnlyCollection<TokenId> tokens, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        var rows = await connection.QueryAsync<(string Token, DateTimeOffset From, DateTimeOffset To)>(new(
            "select token_id, from_at, to_at from token_mark_span where token_id = any (@tokens)", new { tokens = Texts(tokens) }, cancellationToken: ct));
        return rows.ToDictionary(row => TokenId.Parse(row.Token), row => new MarkSpan(row.From, row.To));
    }

    private static Task<int> InsertAsync(NpgsqlConnection connection, TokenId token, string source, IReadOnlyCollection<PricePoint> points, CancellationToken ct) => connection.ExecuteAsync(new(
        "insert into token_mark (token_id, at, value, source) select @token, at, value, @source from unnest(@times, @values) as p (at, value) on conflict do nothing",
        new { token, source, times = points.Select(point => point.At.UtcDateTime).ToArray(), values = points.Select(point => point.Price.Value).ToArray() }, cancellationToken: ct));

    private static string[] Texts(IEnumerable<TokenId> tokens) => [.. tokens.Select(token => token.Value).Distinct()];

    // Prices are nobody's secret: whichever login this host has will do. Only the background's may write.
    private ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct) => databases.For(
        databases.Has(DatabaseRole.Worker) ? DatabaseRole.Worker : DatabaseRole.App).OpenConnectionAsync(ct);
}
