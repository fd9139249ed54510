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
            on conflict (fill_id) do nothing
        returning fill_id
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

    /// <summary>Stores sightings; answers how many fills were added or grew. Announces them at commit.</summary>
    public async Task<int> StoreAsync(IReadOnlyList<FillSighting> sightings, string source, CancellationToken ct)
    {
        var news = sightings.Where(seen => !recent.Knows(seen)).ToList();
        if (news.Count == 0) return 0;
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var session = new Session(connection, transaction, source, clock.GetUtcNow(), ct);

        // Ordered, so that two drains of the same rows never wait for each other in a circle.
        var firsts = news.DistinctBy(seen => seen.BaseId).OrderBy(seen => seen.BaseId.Value, StringComparer.Ordinal).ToDictionary(seen => seen.BaseId);
        var added = await InsertAsync(session, [.. firsts.Values.Select(seen => (seen.As(seen.BaseId, seen.Legs, session.Now, source), seen.Legs))]);
        var before = news.Where(seen => !added.Contains(seen.BaseId.Value) || firsts[seen.BaseId].Wallet != seen.Wallet).ToList();
        var (changed, postponed) = before.Count == 0 ? (0, []) : await MergeAsync(session, before);
        changed += added.Count;
        if (changed > 0) await session.ExecuteAsync("select pg_notify(@Channel, @payload)", new { ChangePayload.Channel, payload = ChangePayload.Write(new Change(ChangeKind.Fills, null)) });
        await transaction.CommitAsync(ct);

        foreach (var seen in news.Except(postponed)) recent.Remember(seen);
        if (changed > 0) signal.Set();
        return changed;
    }

    private static async Task<(int Changed, List<FillSighting> Postponed)> MergeAsync(Session session, IReadOnlyList<FillSighting> sightings)
    {
        var transactions = sightings.Select(seen => seen.Transaction.Value).Distinct().ToArray();
        await session.ExecuteAsync(LockSql, new { transactions });
        var rows = (await session.Connection.QueryAsync<StoredRow>(session.Command(ReadSql, new { transactions }))).ToList();
        var (changed, postponed) = (0, new List<FillSighting>());
        foreach (var seen in sightings)
        {
            var change = FillAggregator.Apply(seen, [.. rows.Where(row => row.IsSiblingOf(seen)).Select(row => row.ToStored())]);
            if (change is FillChange.Nothing) continue;
            var (id, legs) = change switch { FillChange.Grow grow => (grow.Id, grow.Legs), FillChange.Add add => (add.Id, add.Legs), _ => throw new InvalidOperationException("A change that is none.") };
            var written = change is FillChange.Grow
                ? await session.ExecuteAsync(GrowSql, new { Id = id.Value, Shares = legs.Shares.Quantity, Price = legs.Price.Value, legs.Count, Legs = LegRow.Write(legs) })
                : (await InsertAsync(session, [(seen.As(id, legs, session.Now, session.Source), legs)])).Count;

            // Somebody else wrote at the same moment: the next drain sees what is left to do.
            if (written == 0) postponed.Add(seen);
            rows.RemoveAll(row => row.FillId == id.Value);
            rows.Add(StoredRow.Of(seen, id, legs));
            changed += written;
        }

        return (changed, postponed);
    }

    private static async Task<HashSet<string>> InsertAsync(Session session, IReadOnlyList<(ObservedFill Fill, FillLegs Legs)> fills)
    {
        T[] Column<T>(Func<ObservedFill, T> of) => [.. fills.Select(entry => of(entry.Fill))];
        var ids = await session.Connection.QueryAsync<string>(session.Command(InsertSql, new
        {
            now = session.Now,
            source = session.Source,
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
        return ids.ToHashSet(StringComparer.Ordinal);
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
            TransactionHash == seen.Transaction.Value && TokenId == seen.Token.Value && Side == seen.Side.ToText() && FilledAt == seen.FilledAt;

        public StoredFill ToStored() => new(Domain.Observation.FillId.Parse(FillId), WalletAddress.Parse(Wallet), LegRow.Read(Legs), IsRouted);
    }
}
