using CopyTrade.Simulator.Chain;
using CopyTrade.Simulator.Chain.Outside;
using CopyTrade.Simulator.Control;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Faults;
using CopyTrade.Simulator.Keeping;
using CopyTrade.Simulator.Replay;
using CopyTrade.Simulator.Rest;
using CopyTrade.Simulator.Streams;
using CopyTrade.Simulator.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Simulator;

/// <summary>Puts the venue together.</summary>
internal sealed class VenueParts
{
    private readonly VenueState _state;
    private readonly FaultBoard _faults;
    private readonly VenueStreams _streams;
    private readonly MatchingEngine _matching;
    private readonly QuoteMaker _makers;
    private readonly LeaderTrader _leaders;
    private readonly MarketWalk _walk;
    private readonly StagedTrades _staged;
    private readonly ReplayPlayer? _replay;
    private readonly Settlement _settlement;
    private readonly StateFile? _file;
    private readonly TimeProvider _clock;
    private readonly ChainBooks _books;
    private readonly SimulatedChain _chain;
    private readonly OutsideChain? _outside;
    private Task _settling = Task.CompletedTask;

    public VenueParts(SimulatorOptions options, TimeProvider clock, ReplayFile? recording, OutsideChain? outside, ILogger logger)
    {
        var gate = new Lock();
        _clock = clock;
        _state = new(options, clock, gate);
        _faults = new(clock);
        _streams = new(_state, _faults, clock);
        Scheduler = new(clock, gate, logger);
        _books = new(_state);
        _chain = new(_state, _books, Scheduler);
        Gate = new(clock, options.EnforceRateLimits, _faults, options.ServiceTime);
        _outside = outside;
        _state.Outside = outside is null ? null : new(_state, outside, clock, logger);
        _settlement = new(_state, Scheduler, _faults, _streams);
        _matching = new(_state, _settlement, _streams);
        _makers = new(_state, _matching);
        var random = new Random(options.Seed);
        _walk = new(_state, Scheduler, _makers, _streams, random);
        _leaders = new(_state, Scheduler, _matching, _makers, _streams, random);
        _staged = new(_state, _makers, _streams);
        _replay = recording is null ? null : new(_state, Scheduler, _staged, recording);
        InventedMarkets.AddTo(_state, outside?.Markets, options.MoreMarkets);
        _file = options.StateFile is { } path && recording is null && outside is null ? new(_state, path, clock, logger) : null;
        if (recording is not null)
        {
            ReplayMarkets.AddTo(_state, recording.Rows, _makers);
        }
    }

    public Scheduler Scheduler { get; }

    public RequestGate Gate { get; }

    public void Start(CancellationToken stopping)
    {
        var saved = _file?.Read();
        lock (_state.Gate)
        {
            _leaders.Introduce();
            _state.Began = saved?.Began ?? _state.Now;
            if (_state.Options is { PastDays: > 0, ReplayFile: null })
            {
                _state.Past = InventedPast.Of(_state, _leaders.All);
                _state.Rows.Past = _state.Past.RowsOf;
            }

            if (saved is not null)
            {
                Restore(saved);
            }

            _walk.Start();
            _leaders.Start();
            if (_state.Options.ReplayStart == ReplayStart.AtOnce)
            {
                _replay?.Start();
            }
        }

        _file?.KeepWriting();
        _settling = _state.Outside?.RunAsync(_settlement, stopping) ?? Task.CompletedTask;
    }

    public bool StartReplay()
    {
        lock (_state.Gate)
        {
            return _replay?.Start() ?? false;
        }
    }

    /// <summary>The world stands still now: written a last time.</summary>
    public async Task CloseAsync()
    {
        await _settling;
        _outside?.Dispose();
        _file?.Dispose();
    }

    // Customers' orders return to the books before the makers quote: first come, first served.
    private void Restore(SavedWorld saved)
    {
        var (unsettled, resting) = new WorldReader(_state, saved).Restore();
        foreach (var order in resting)
        {
            if (order.Market.IsClosed)
            {
                order.Status = "CANCELED_MARKET_RESOLVED";
                continue;
            }

            order.Market.Books[order.OutcomeIndex].Add(order);
            order.Account.Rest(order);
            _matching.EndInTime(order, Scheduler);
        }

        _settlement.Continue(unsettled);
        _chain.Continue();
    }

    public void Map(WebApplication app, CancellationToken stopping)
    {
        var credentials = new Credentials(_state);
        var buckets = new SignerBuckets(_clock);
        var clob = app.MapGroup("/clob");
        new ClobPublicEndpoints(_state).Map(clob);
        clob.MapAuth(_state, credentials);
        new TradingEndpoints(_state, credentials, new(_state, _matching, Scheduler, _streams, _faults), Gate, buckets, _faults, _clock).Map(clob);
        new CancelEndpoints(_state, credentials, _matching, _streams, _faults, buckets).Map(clob);
        new AccountEndpoints(_state, credentials).Map(clob);
        new SiteEndpoints(_state).Map(app.MapGroup("/site"));
        var data = app.MapGroup("/data");
        new DataApiEndpoints(_state, _faults).Map(data);
        new DataV2Endpoints(_state, _faults).Map(data);
        new GammaEndpoints(_state).Map(app.MapGroup("/gamma"));
        if (_outside is null)
        {
            new ChainRpcEndpoint(_state, new(_state, _chain, _books, new(_state))).Map(app);
        }
        else
        {
            new OutsideRpcEndpoint(_outside.Node).Map(app);
        }

        new ControlEndpoints(_state, _faults, Gate, _staged, _streams, _leaders, _walk, _replay).Map(app.MapGroup("/control"));
        MapStream(app, "/ws/market", _streams.Market.Channel, stopping);
        MapStream(app, "/ws/user", _streams.User.Channel, stopping);
        MapStream(app, "/ws/activity", _streams.Activity.Channel, stopping);
    }

    private static void MapStream(IEndpointRouteBuilder app, string path, StreamChannel channel, CancellationToken stopping) =>
        app.Map(path, (HttpContext context) => channel.AcceptAsync(context, stopping));
}
