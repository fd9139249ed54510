using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Npgsql;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>Writes what was seen, once, whoever saw it (watcher role). The only writer of observed fills but for the mark that they were routed.</summary>
internal sealed class FillStore(Databases databases, RecentFills recent, FillSignal signal, TimeProvider clock)
{
    private const string InsertSql = """
        insert into observed_fill (fill_id, wallet, transaction_hash, condition_id, token_id, side, shares, price, leg_count, legs,
                                   filled_at, observed_at, source, title, outcome, trader)
        select f.fill_id, f.wallet, f.transaction_hash, f.condition_id, f.token_id, f.side, f.shares, f.price, f.leg_count, f.legs::jsonb,
               f.filled_at, @now, @source, f.title, f.outcome, f.trader
          from unnest(@ids, @wallets, @transactions, @conditions, @tokens, @sides, @shares, @prices, @counts, @legs, @times, @titles, @outcomes, @traders)
            as f (fill_id, wallet, transaction_hash, condition_id, token_id, side, shares, price, leg_count, legs, filled_at, title, outcome, trader)
         where @isLate or not exists (
           select from observed_fill o
            where o.transaction_hash = f.transaction_hash and o.wallet = f.wallet and o.token_id = f.token_id and o.side = f.side
              and o.filled_at <> f.filled_at and o.filled_at between f.filled_at - @tolerance and f.filled_at + @tolerance)
            on conflict (fill_id) do nothing
        returning fill_id
        """;

    // Two sources that give one trade two times would else both be first.
    private const string FirstSql = $"""
        select pg_advisory_xact_lock(4021, slot)::text
          from (select distinct abs(hashtext(t) % 256) as slot from unnest(@transactions) as t order by 1) as slots;
        {InsertSql}
        """;

    private const string MoveSql = "select move_holdings(@moved)::text";

    // Whoever came second only leaves a note (R0.62).
    private const string SightSql = """
        insert into fill_sighting (fill_id, source, seen_at)
        select o.fill_id, @source, @now
          from unnest(@wallets, @transactions, @tokens, @sides) as s (wallet, transaction_hash, token_id, side)
          join observed_fill o on o.transaction_hash = s.transaction_hash and o.wallet = s.wallet and o.token_id = s.token_id and o.side = s.side
         where o.source <> @source
            on conflict do nothing
        """;

    // Locked first and read in a second statement: whoever waited here sees the siblings that the other one added.
    private const string LockSql = "select 1 from observed_fill where transaction_hash = any (@transactions) order by fill_id for update";

    private const string ReadSql = """
        select fill_id, wallet, transaction_hash, token_id, side, filled_at, legs::text as legs, routed_at is not null as is_routed
          from observed_fill where transaction_hash = any (@transactions)
        """;

    private const string GrowSql = """
        update observed_fill set shares = @Shares, price = @Price, leg_count = @Count, legs = @Legs::jsonb
         where fill_id = @Id and routed_at is null
        """;

    /// <summary>Stores sightings; answers how many fills were added or grew. Moves the wallets' holdings by them, and announces them.</summary>
    public async Task<int> StoreAsync(IReadOnlyList<FillSighting> sightings, string source, CancellationToken ct)
    {
        var news = sightings.Where(seen => !recent.Knows(seen)).ToList();
        var changed = news.Count == 0 ? 0 : await StoreNewAsync(news, source, ct);
        var again = sightings.Where(seen => recent.IsNewTo(seen, source)).ToList();
        if (again.Count > 0) await NoteAsync(again, source, ct);
        return changed;
    }

    private Task<int> StoreNewAsync(List<FillSighting> news, string source, CancellationToken ct) =>
        Contention.AgainAsync(() => StoreOnceAsync(news, source, ct), clock, ct);

    private async Task<int> StoreOnceAsync(List<FillSighting> news, string source, CancellationToken ct)
    {
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var session = new Session(connection, transaction, source, clock.GetUtcNow(), ct);

        // Ordered, so that two drains of the same rows never wait for each other in a circle.
        var firsts = news.DistinctBy(seen => seen.BaseId).OrderBy(seen => seen.BaseId.Value, StringComparer.Ordinal).ToDictionary(seen => seen.BaseId);
        var added = await InsertAsync(session, [.. firsts.Values.Select(seen => (seen.As(seen.BaseId, seen.Legs, session.Now, source), seen.Legs))], isLate: false);
        var before = news.Where(seen => !added.Contains(seen.BaseId.Value) || firsts[seen.BaseId].Wallet != seen.Wallet).ToList();
        var (changed, postponed) = before.Count == 0 ? ([], []) : await MergeAsync(session, before);
        string[] moved = [.. added, .. changed];
        if (moved.Length > 0) await session.ExecuteAsync(MoveSql, new { moved });
        await transaction.CommitAsync(ct);

        foreach (var seen in news.Except(postponed)) recent.Remember(seen);
        foreach (var first in firsts.Values.Where(first => added.Contains(first.BaseId.Value))) recent.IsNewTo(first, source);
        if (moved.Length > 0)
        {
            signal.Set();
            databases.Announcer.Announce(new Change(ChangeKind.Fills, null));
        }

        return moved.Length;
    }

    private async Task NoteAsync(List<FillSighting> again, string source, CancellationToken ct)
    {
        string[] Column(Func<FillSighting, string> of) => [.. again.Select(of)];
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(
            SightSql,
            new
            {
                source,
                now = clock.GetUtcNow(),
                wallets = Column(seen => seen.Wallet.Value),
                transactions = Column(seen => seen.Transaction.Value),
                tokens = Column(seen => seen.Token.Value),
                sides = Column(seen => seen.Side.ToText()),
            }, cancellationToken: ct));
    }

    private static async Task<(List<string> Changed, List<FillSighting> Postponed)> MergeAsync(Session session, IReadOnlyList<FillSighting> sightings)
    {
        var transactions = sightings.Select(seen => seen.Transaction.Value).Distinct().ToArray();
        await session.ExecuteAsync(LockSql, new { transactions });
        var rows = (await session.Connection.QueryAsync<StoredRow>(session.Command(ReadSql, new { transactions }))).ToList();
        var (changed, postponed) = (new List<string>(), new List<FillSighting>());
        foreach (var seen in sightings)
        {
            var change = FillAggregator.Apply(seen, [.. rows.Where(row => row.IsSiblingOf(seen)).Select(row => row.ToStored())]);
            if (change is FillChange.Nothing) continue;
            var (id, legs) = change switch { FillChange.Grow grow => (grow.Id, grow.Legs), FillChange.Add add => (add.Id, add.Legs), _ => throw new InvalidOperationException("A change that is none.") };
            var written = change is FillChange.Grow
                ? await session.ExecuteAsync(GrowSql, new { Id = id.Value, Shares = legs.Shares.Quantity, Price = legs.Price.Value, legs.Count, Legs = LegRow.Write(legs) })
                : (await InsertAsync(session, [(seen.As(id, legs, session.Now, session.Source), legs)], isLate: true)).Count;

            // Somebody else wrote at the same moment: the next drain sees what is left to do.
            if (written == 0) postponed.Add(seen);
            else changed.Add(id.Value);
            rows.RemoveAll(row => row.FillId == id.Value);
            rows.Add(StoredRow.Of(seen, id, legs));
        }

        return (changed, postponed);
    }

    private static async Task<HashSet<string>> InsertAsync(Session session, IReadOnlyList<(ObservedFill Fill, FillLegs Legs)> fills, bool isLate)
    {
        T[] Column<T>(Func<ObservedFill, T> of) => [.. fills.Select(entry => of(entry.Fill))];
        await using var answer = await session.Connection.QueryMultipleAsync(session.Command(FirstSql, new
        {
            now = session.Now,
            source = session.Source,
            isLate,
            tolerance = TradeKey.Tolerance,
            ids = Column(fill => fill.Id.Value),
            wallets = Column(fill => fill.Wallet.Value),
            transactions = Column(fill => fill.Transaction.Value),
            conditions = Column(fill => fill.Condition.Value),
            tokens = Column(fill => fill.Token.Value),
            sides = Column(fill => fill.Side.ToText()),
            shares = Column(fill => fill.Shares.Quantity),
            prices = Column(fill => fill.Price.Value),
            counts = Column(fill => fill.Legs),
            legs = fills.Select(entry => LegRow.Write(entry.Legs)).ToArray(),
            times = Column(fill => fill.FilledAt.UtcDateTime),
            titles = Column(fill => fill.Title),
            outcomes = Column(fill => fill.Outcome),
            traders = Column(fill => fill.Trader),
        }));
        await answer.ReadAsync<string>();
        return (await answer.ReadAsync<string>()).ToHashSet(StringComparer.Ordinal);
    }

    private sealed record Session(NpgsqlConnection Connection, NpgsqlTransaction Transaction, string Source, DateTimeOffset Now, CancellationToken Ct)
    {
        public CommandDefinition Command(string sql, object parameters) => new(sql, parameters, Transaction, cancellationToken: Ct);

        public Task<int> ExecuteAsync(string sql, object parameters) => Connection.ExecuteAsync(Command(sql, parameters));
    }

    private sealed class StoredRow
    {
        public required string FillId { get; init; }

        public required string Wallet { get; init; }

        public required string TransactionHash { get; init; }

        public required string TokenId { get; init; }

        public required string Side { get; init; }

        public required DateTimeOffset FilledAt { get; init; }

        public required string Legs { get; init; }

        public bool IsRouted { get; init; }

        public static StoredRow Of(FillSighting seen, FillId id, FillLegs legs) => new()
        {
            FillId = id.Value,
            Wallet = seen.Wallet.Value,
            TransactionHash = seen.Transaction.Value,
            TokenId = seen.Token.Value,
            Side = seen.Side.ToText(),
            FilledAt = seen.FilledAt,
            Legs = LegRow.Write(legs),
        };

        public bool IsSiblingOf(FillSighting seen) =>
            TransactionHash == seen.Transaction.Value && TokenId == seen.Token.Value && Side == seen.Side.ToText() && TradeKey.IsSameTime(FilledAt, seen.FilledAt);

        public StoredFill ToStored() => new(Domain.Observation.FillId.Parse(FillId), WalletAddress.Parse(Wallet), LegRow.Read(Legs), IsRouted);
    }
}
