using System.Globalization;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Observation;

namespace CopyTrade.Tests.Simulation;

/// <summary>
/// What one process sees of the followed wallets: a stream that loses, repeats and tears fills apart, and drains of the
/// record, which lags and shows rows late. Every sighting goes through the product's own joining of rows to fills.
/// </summary>
internal sealed class SimWatcher(World world, Weather weather, SimDatabase database, SimStore store, SimProcess process, SimClock clock, Planted planted)
{
    private readonly RecentFills _recent = new();

    /// <summary>All rows that the record shows by now; it overlaps with everything seen before, on purpose.</summary>
    public async Task DrainAsync()
    {
        await process.PauseAsync(world.Between(0.02, 0.2));
        var rows = database.Fills.SelectMany(fill => fill.Rows.Where((_, leg) => world.Now >= fill.At + LagOf(fill, leg))).ToList();
        if (rows.Count > 0) await StoreAsync(FillAggregator.Group(rows), "wallet-drain");
    }

    /// <summary>A fill as the stream tells it, row by row or all at once.</summary>
    public Task HearAsync(IReadOnlyList<WalletTrade> rows) => StoreAsync(FillAggregator.Group(rows), "activity-stream");

    // The same row is late by the same time, whoever asks: it is the record that lags.
    private TimeSpan LagOf(SimFill fill, int leg) => weather.RowsLate == 0 ? TimeSpan.Zero
        : TimeSpan.FromSeconds(weather.RowsLate * ((fill.First.Transaction.Value[^1] + (leg * 7)) % 10) / 10.0);

    private async Task StoreAsync(IReadOnlyList<FillSighting> sightings, string source)
    {
        foreach (var same in sightings.Where(seen => !_recent.Knows(seen)).GroupBy(seen => seen.Transaction).OrderBy(same => same.Key.Value, StringComparer.Ordinal).ToList())
            await StoreAsync([.. same], source);
    }

    private async Task StoreAsync(List<FillSighting> sightings, string source)
    {
        await using var session = await store.OpenAsync([]);
        await session.TakeAsync($"transaction {sightings[0].Transaction}");
        var merged = new List<FillSighting>();
        foreach (var seen in sightings)
        {
            foreach (var row in Siblings(session, seen).OrderBy(row => row.Fill.Id.Value, StringComparer.Ordinal).ToList()) await session.TakeAsync($"fill {row.Fill.Id}");
            var stored = Siblings(session, seen).Select(row => new StoredFill(row.Fill.Id, row.Fill.Wallet, row.Legs, row.RoutedAt is not null)).ToList();
            // The planted bug: one trade of a wallet in a token in a second, whatever transaction it was in.
            if (planted == Planted.DedupeByTime && stored.Count == 0 && database.Observed.Values.Any(row => row.Fill.Wallet == seen.Wallet && row.Fill.Token == seen.Token && row.Fill.Side == seen.Side && row.Fill.FilledAt == seen.FilledAt)) continue;
            Write(session, seen, FillAggregator.Apply(seen, stored), source);
            merged.Add(seen);
        }

        await session.CommitAsync();
        foreach (var seen in merged) _recent.Remember(seen);
    }

    private void Write(SimSession session, FillSighting seen, FillChange change, string source)
    {
        switch (change)
        {
            case FillChange.Add add:
                session.WrittenObserved[add.Id] = new(seen.As(add.Id, add.Legs, clock.GetUtcNow(), source), add.Legs, "[]", null);
                break;
            case FillChange.Grow grow:
                var old = session.ObservedOf(grow.Id)!;
                session.WrittenObserved[grow.Id] = old with { Legs = grow.Legs, Fill = old.Fill with { Shares = grow.Legs.Shares, Price = grow.Legs.Price, Legs = grow.Legs.Count } };
                break;
        }

        if (change is not FillChange.Nothing) world.Note(string.Create(CultureInfo.InvariantCulture, $"{process.Name} {source} saw {seen.Legs.Count} rows of {seen.Side} {seen.Token} in {seen.Transaction.Value[^4..]}: {change.GetType().Name}"));
    }

    private IEnumerable<SimObserved> Siblings(SimSession session, FillSighting seen) => database.Observed.Keys.Concat(session.WrittenObserved.Keys).Distinct().Select(id => session.ObservedOf(id)!)
        .Where(row => row.Fill.Transaction == seen.Transaction && row.Fill.Token == seen.Token && row.Fill.Side == seen.Side && TradeKey.IsSameTime(row.Fill.FilledAt, seen.FilledAt));
}
