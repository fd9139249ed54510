using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using CopyTrade.Domain.Operations;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace CopyTrade.Tests.Faults;

/// <summary>
/// F11: makes what background services wait for throw: statements to the database (Npgsql tells listeners of each as it
/// begins), requests to the venue, news of the streams. Which service it is follows the flow that it was started in.
/// </summary>
/// <param name="seed">Where the exceptions begin.</param>
/// <param name="most">How often each service is struck at least.</param>
internal sealed class LoopStrikes(int seed, int most) : IDisposable
{
    /// <summary>
    /// What throws in these costs a connection and not the loop: they connect again by themselves. Announcing belongs to
    /// nobody's flow, so it cannot be struck as somebody's doing: <c>ChangeAnnouncerTests</c>.
    /// </summary>
    public static readonly string[] SelfKeeping = ["activity stream", "market stream", "announcing changes"];

    private static readonly AsyncLocal<Flow?> Current = new();
    private readonly ConcurrentDictionary<string, Flow> _flows = new();
    private readonly ConcurrentDictionary<string, byte> _counted = new();
    private readonly ActivityListener _statements = new();
    private readonly MeterListener _alarms = new();
    private volatile bool _isOn;

    public void Begin()
    {
        _statements.ShouldListenTo = source => source.Name == "Npgsql";
        _statements.Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
        {
            Strike();
            return ActivitySamplingResult.None;
        };
        ActivitySource.AddActivityListener(_statements);
        _alarms.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "copytrade_loop_failures_total") listener.EnableMeasurementEvents(instrument);
        };
        // In the flow of the loop that failed, when it has said so: was it seen to fail at that moment?
        _alarms.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (Current.Value is not { } flow || flow.Owner != this || tags[0].Value is not string loop) return;
            if (flow.Service is not ISupervised supervised || supervised.Loops.Any(state => state.Name == loop && state.IsFailing(TimeProvider.System.GetUtcNow()))) _counted.TryAdd(loop, 0);
        });
        _alarms.Start();
        _isOn = true;
    }

    public void End() => _isOn = false;

    /// <summary>Names of loops that failed, counted it and looked failed.</summary>
    public IReadOnlyCollection<string> Counted => [.. _counted.Keys];

    public int Thrown => _flows.Values.Sum(flow => flow.Thrown);

    public int ThrownIn(IHostedService service) => _flows.GetValueOrDefault(service.GetType().Name)?.Thrown ?? 0;

    /// <summary>Starts a service so that all it does is known to be its doing.</summary>
    public async Task StartAsync(IHostedService service)
    {
        Current.Value = _flows.GetOrAdd(service.GetType().Name, _ => new(this, service, seed, most));
        await service.StartAsync(CancellationToken.None);
    }

    /// <summary>To be called where something is waited for.</summary>
    public void Strike()
    {
        if (_isOn && Current.Value is { } flow && flow.Owner == this) flow.Strike();
    }

    public void Dispose()
    {
        End();
        _statements.Dispose();
        _alarms.Dispose();
    }

    /// <summary>The first thing waited for throws, then the second, then the third: each in its turn, and between them the service has to go on.</summary>
    private sealed class Flow(LoopStrikes owner, IHostedService service, int seed, int most)
    {
        private readonly Lock _gate = new();
        private int _passed;
        private int _depth;
        private int _thrown;

        public LoopStrikes Owner => owner;

        public IHostedService Service => service;

        public int Thrown => Volatile.Read(ref _thrown);

        public void Strike()
        {
            lock (_gate)
            {
                if (_thrown >= most && !HasSpared()) return;
                if (_passed++ < _depth) return;
                (_passed, _depth) = (0, (_depth + 1) % 12);
                _thrown++;
            }

            throw ((_thrown + seed) % 5) switch
            {
                0 => new InvalidOperationException("planted"),
                1 => new OperationCanceledException("planted, and nobody's token"),
                2 => new ObjectDisposedException("planted"),
                3 => new NpgsqlException("planted", new IOException("planted")),
                _ => new TimeoutException("planted"),
            };
        }

        // A service of several loops is struck until each was hit.
        private bool HasSpared() => service is ISupervised supervised && supervised.Loops.Any(loop => loop.LastFailureAt is null && !SelfKeeping.Contains(loop.Name)) && _thrown < most * 10;
    }

    /// <summary>Strikes requests to the venue and the chain.</summary>
    internal sealed class Requests(LoopStrikes strikes) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            strikes.Strike();
            return base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>Strikes where data of a stream arrives.</summary>
    internal sealed class Feeds(LoopStrikes strikes, IFeedMonitor inner) : IFeedMonitor
    {
        public void DataArrived(string feed)
        {
            if (feed.EndsWith("stream", StringComparison.Ordinal)) strikes.Strike();
            inner.DataArrived(feed);
        }

        public void Report(string feed, FeedCondition condition, string? detail) => inner.Report(feed, condition, detail);

        public IReadOnlyList<FeedState> Snapshot() => inner.Snapshot();
    }
}
