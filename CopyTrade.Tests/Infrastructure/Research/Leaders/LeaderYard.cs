using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Alerts;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Research.Leaders;
using CopyTrade.Simulator;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Venue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Research.Leaders;

/// <summary>The ranking's jobs against a demo venue with a past, and a real database.</summary>
internal sealed class LeaderYard : IAsyncDisposable
{
    private readonly DatabaseFixture _database;
    private readonly SimulatorHost _venue;
    private readonly ServiceProvider _services;
    private readonly LeaderStore _store;
    private readonly IOptions<LeaderOptions> _options;

    private LeaderYard(DatabaseFixture database, SimulatorHost venue, LeaderOptions options)
    {
        (_database, _venue, _options) = (database, venue, Options.Create(options));
        _services = TestVenue.At($"http://127.0.0.1:{venue.Port}");
        _store = new(database.Databases);
        Pace = new(_options, TimeProvider.System);
        Query = new LeadersQuery(database.Databases, database.Scopes);
        Changes = new LeaderChanges(database.Databases, database.Scopes, new JobQueue(TimeProvider.System), _options, TimeProvider.System);
        Trials = new TryCopyHandler(database.Scopes, database.Databases, new NoMarks(), TimeProvider.System);
    }

    public LeaderPace Pace { get; }

    public ILeadersQuery Query { get; }

    public ILeaderChanges Changes { get; }

    public TryCopyHandler Trials { get; }

    public ILeaderRecord Record => _services.GetRequiredService<ILeaderRecord>();

    public static async Task<LeaderYard> StartAsync(DatabaseFixture database, LeaderOptions? options = null, int crowd = 12) => new(
        database, await SimulatorHost.StartAsync(new() { Leaders = false, PastDays = 60, Crowd = crowd, EnforceRateLimits = false }, TimeProvider.System, null, CancellationToken.None), options ?? new() { RequestsPerSecond = 5_000 });

    public Task<JobReport> ReadAsync(ITradeRecord? trades = null)
    {
        var record = Record;
        return new LeaderHistoriesJob(
            new(_database.Databases, record, Pace, _options, TimeProvider.System), _store,
            new(trades ?? _services.GetRequiredService<ITradeRecord>(), record, _services.GetRequiredService<IOrderBooks>(), _store, Pace, _options, TimeProvider.System), _options, TimeProvider.System, NullLogger<LeaderHistoriesJob>.Instance).RunAsync(CancellationToken.None);
    }

    public Task<JobReport> RankAsync() => new LeaderRankingJob(_database.Databases, TimeProvider.System).RunAsync(CancellationToken.None);

    public ITradeRecord Failing(WalletAddress wallet) => new OneFails(_services.GetRequiredService<ITradeRecord>(), wallet);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _venue.DisposeAsync();
    }

    private sealed class NoMarks : ITokenMarks
    {
        public Task<IReadOnlyDictionary<TokenId, TokenMark>> AtAsync(IReadOnlyCollection<TokenId> tokens, DateTimeOffset at, CancellationToken ct) =>
            Task.FromResult<IReadOnlyDictionary<TokenId, TokenMark>>(new Dictionary<TokenId, TokenMark>());

        public Task FillAsync(IReadOnlyCollection<TokenId> tokens, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => Task.CompletedTask;
    }

    private sealed class OneFails(ITradeRecord inner, WalletAddress failing) : ITradeRecord
    {
        public Task<TradePage> OfWalletAsync(WalletAddress wallet, long? start, long? end, int limit, CancellationToken ct) =>
            wallet == failing ? throw new VenueUnavailableException("The venue is resting.") : inner.OfWalletAsync(wallet, start, end, limit, ct);

        public Task<TradePage> OfEverybodyAsync(string? cursor, int limit, CancellationToken ct) => inner.OfEverybodyAsync(cursor, limit, ct);

        public Task<decimal?> LagSecondsAsync(CancellationToken ct) => inner.LagSecondsAsync(ct);

        public Task<IReadOnlyList<WalletPosition>> PositionsAsync(WalletAddress wallet, CancellationToken ct) => inner.PositionsAsync(wallet, ct);
    }
}
