using CopyTrade.Domain.Money;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Signals.Generator;

/// <summary>Makes one intent of each observed trade (R1.2). Public data in, JSON out: no key, no order, no decision (R1.1).</summary>
internal sealed partial class IntentGenerator(
    EmissionLog log, IIntentSink sink, IOrderBooks books, ITradeRecord record, IOptions<SignalOptions> options, TimeProvider clock, ILogger<IntentGenerator> logger) : HostedLoop(clock, logger)
{
    private const int ChecksOfAHeartbeat = 10;
    private readonly TimeProvider _clock = clock;
    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();
    private long _checks;
    private long _emitted;
    private string? _problem;

    private TimeSpan MaxAge => TimeSpan.FromSeconds(options.Value.EmitMaxAgeSeconds);

    protected override TimeSpan Pause => TimeSpan.FromSeconds(options.Value.PollSeconds);

    protected override async Task RoundAsync(CancellationToken ct)
    {
        var before = _problem;
        await EmitAsync(ct);
        if (_problem is not null && _problem != before) Log.NotEmitted(logger, _problem);
        if (_checks++ % ChecksOfAHeartbeat == 0 || _problem != before) await BeatAsync(ct);
    }

    /// <summary>Answers how many intents were written.</summary>
    internal async Task<int> EmitAsync(CancellationToken ct)
    {
        var written = 0;
        foreach (var trade in await log.WaitingAsync(sink.Name, _clock.GetUtcNow() - MaxAge, ct))
        {
            var outcome = await MakeAsync(trade, ct) is { } intent ? await sink.WriteAsync(SignalIntentText.Write(intent), ct) : EmitOutcome.Done;
            _problem = outcome.Problem;
            if (!outcome.IsDone) return written;
            await log.MarkAsync(sink.Name, trade.FillId, _clock.GetUtcNow(), ct);
            (written, _emitted) = (written + 1, _emitted + 1);
        }

        if (written > 0) Log.Emitted(logger, written, sink.Name);
        return written;
    }

    private async Task<SignalIntent?> MakeAsync(EmittedTrade trade, CancellationToken ct) => IntentMaker.Make(trade, await BookAsync(trade.Token, ct), await PositionBeforeAsync(trade, ct));

    private async Task<OrderBook?> BookAsync(TokenId token, CancellationToken ct)
    {
        try
        {
            return await books.FindAsync(token, ct);
        }
        catch (VenueUnavailableException)
        {
            return null;
        }
    }

    /// <summary>What the record shows now, and the trade taken back: the fraction sold is of the position before it (R1.13). A record that lags behind makes the fraction smaller, never larger.</summary>
    private async Task<Shares?> PositionBeforeAsync(EmittedTrade trade, CancellationToken ct)
    {
        if (trade.Side == OrderSide.Buy) return null;
        try
        {
            var now = (await record.PositionsAsync(trade.Trader, ct)).Where(position => position.Token == trade.Token).Aggregate(Shares.Zero, (sum, position) => sum + position.Shares);
            return now + trade.Shares;
        }
        catch (VenueUnavailableException)
        {
            return null;
        }
    }

    private Task BeatAsync(CancellationToken ct) =>
        log.BeatAsync(new SignalGeneratorState(sink.Name, _startedAt, _clock.GetUtcNow(), _checks, _emitted, _problem), _clock.GetUtcNow() - (MaxAge * 2), ct);

    private static partial class Log
    {
        [LoggerMessage(EventId = 6041, Level = LogLevel.Information, Message = "{Count} intents written to {Sink}.")]
        public static partial void Emitted(ILogger logger, int count, string sink);

        [LoggerMessage(EventId = 6042, Level = LogLevel.Warning, Message = "The generator has a problem: {Problem}")]
        public static partial void NotEmitted(ILogger logger, string problem);
    }
}
