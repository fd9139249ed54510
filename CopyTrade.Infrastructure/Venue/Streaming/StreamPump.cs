using CopyTrade.Domain.Operations;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Venue.Streaming;

/// <summary>Keeps one stream connected until cancelled. Watches the age of data, not of pongs: streams of this venue fall silent while their pings are answered.</summary>
internal sealed partial class StreamPump(TimeProvider clock, IFeedMonitor monitor, ILogger<StreamPump> logger)
{
    private static readonly byte[] PingText = "PING"u8.ToArray();

    public async Task RunAsync(StreamPlan plan, IStreamTalk talk, CancellationToken ct)
    {
        var current = Begin(plan, talk, ct);
        try
        {
            while (plan.Renewal is { } age && await WaitAsync(age, ct))
            {
                // The new one is up before the old one goes: what both bring is told twice, and nothing is lost in between.
                var next = Begin(plan, talk, ct);
                var isUp = await next.IsUpAsync(plan.Silence, clock, ct);
                await (isUp ? current : next).DisposeAsync();
                if (!isUp) continue;
                current = next;
                Log.Renewed(logger, plan.Feed);
            }

            await current.Work;
        }
        finally
        {
            await current.DisposeAsync();
        }
    }

    private Connection Begin(StreamPlan plan, IStreamTalk talk, CancellationToken ct)
    {
        var (stop, up) = (CancellationTokenSource.CreateLinkedTokenSource(ct), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return new(KeepAsync(plan, talk, up, stop.Token), stop, up);
    }

    private async Task KeepAsync(StreamPlan plan, IStreamTalk talk, TaskCompletionSource up, CancellationToken ct)
    {
        var backOff = new BackOff();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await ConnectedAsync(plan, talk, backOff, up, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (SilentStreamException e)
            {
                monitor.Report(plan.Feed, FeedCondition.Stale, e.Message);
                Log.Silent(logger, plan.Feed, plan.Silence);
            }
            catch (Exception e) when (ct.IsCancellationRequested)
            {
                Log.Left(logger, plan.Feed, e.GetType().Name);
                return;
            }
            catch (Exception e)
            {
                monitor.Report(plan.Feed, FeedCondition.Down, "The connection failed; it is tried again.");
                Log.Broken(logger, plan.Feed, e.GetType().Name, e.Message);
            }

            await WaitAsync(backOff.Next(), ct);
        }
    }

    private async Task ConnectedAsync(StreamPlan plan, IStreamTalk talk, BackOff backOff, TaskCompletionSource up, CancellationToken ct)
    {
        await using var socket = new VenueSocket(clock);
        await socket.ConnectAsync(plan.Address, ct);
        using var silence = new CancellationTokenSource(plan.Silence, clock);
        using var session = CancellationTokenSource.CreateLinkedTokenSource(ct, silence.Token);
        var pinging = Task.CompletedTask;
        try
        {
            await talk.OpenedAsync(socket, session.Token);
            monitor.Report(plan.Feed, FeedCondition.Fresh, null);
            Log.Connected(logger, plan.Feed);
            pinging = PingAsync(socket, plan.Ping, session.Token);
            while (await socket.ReceiveAsync(session.Token) is { } frame)
            {
                if (!await HandleAsync(plan, talk, frame, session.Token)) continue;
                silence.CancelAfter(plan.Silence);
                backOff.Reset();
                up.TrySetResult();
            }

            monitor.Report(plan.Feed, FeedCondition.Stale, "The venue closed the connection; it is opened again.");
            Log.ClosedByVenue(logger, plan.Feed);
        }
        catch (Exception) when (silence.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new SilentStreamException($"No data for {plan.Silence.TotalSeconds:0} seconds; reconnecting.");
        }
        finally
        {
            talk.Closed();
            await session.CancelAsync();
            await pinging;
        }
    }

    /// <summary>True when the frame is a sign of life. A frame that cannot be handled is counted and forgotten: it must not cost the stream.</summary>
    private async ValueTask<bool> HandleAsync(StreamPlan plan, IStreamTalk talk, ReadOnlyMemory<byte> frame, CancellationToken ct)
    {
        if (frame.Span.SequenceEqual("PONG"u8)) return plan.PongCounts;
        if (frame.IsEmpty) return false;
        try
        {
            if (!await talk.ReceivedAsync(frame, ct)) return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.FrameDropped(logger, plan.Feed, frame.Length, e.GetType().Name);
            return false;
        }

        monitor.DataArrived(plan.Feed);
        return true;
    }

    private async Task PingAsync(VenueSocket socket, TimeSpan every, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await Task.Delay(every, clock, ct);
                await socket.SendAsync(PingText, ct);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The reading side sees the same broken connection, or falls silent, and reports it.
        }
    }

    /// <summary>False when cancelled.</summary>
    private async Task<bool> WaitAsync(TimeSpan wait, CancellationToken ct)
    {
        await Task.Delay(wait, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !ct.IsCancellationRequested;
    }

    private sealed record Connection(Task Work, CancellationTokenSource Stop, TaskCompletionSource Up) : IAsyncDisposable
    {
        /// <summary>Whether it brought data within <paramref name="patience"/>.</summary>
        public async Task<bool> IsUpAsync(TimeSpan patience, TimeProvider clock, CancellationToken ct)
        {
            await Up.Task.WaitAsync(patience, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Up.Task.IsCompleted;
        }

        public async ValueTask DisposeAsync()
        {
            await Stop.CancelAsync();
            await Work;
            Stop.Dispose();
        }
    }

    private sealed class SilentStreamException(string message) : Exception(message);

    private static partial class Log
    {
        [LoggerMessage(EventId = 3201, Level = LogLevel.Information, Message = "Feed {Feed} connected.")]
        public static partial void Connected(ILogger logger, string feed);

        [LoggerMessage(EventId = 3206, Level = LogLevel.Information, Message = "Feed {Feed} moved to a fresh connection.")]
        public static partial void Renewed(ILogger logger, string feed);

        [LoggerMessage(EventId = 3207, Level = LogLevel.Debug, Message = "Feed {Feed} left a connection: {Kind}")]
        public static partial void Left(ILogger logger, string feed, string kind);

        [LoggerMessage(EventId = 3202, Level = LogLevel.Information, Message = "Feed {Feed} closed by the venue.")]
        public static partial void ClosedByVenue(ILogger logger, string feed);

        [LoggerMessage(EventId = 3203, Level = LogLevel.Warning, Message = "Feed {Feed} brought no data for {Silence}.")]
        public static partial void Silent(ILogger logger, string feed, TimeSpan silence);

        [LoggerMessage(EventId = 3204, Level = LogLevel.Warning, Message = "Feed {Feed} broke: {Kind} {Reason}")]
        public static partial void Broken(ILogger logger, string feed, string kind, string reason);

        [LoggerMessage(EventId = 3205, Level = LogLevel.Warning, Message = "Feed {Feed}: a frame of {Length} bytes left out, {Kind}.")]
        public static partial void FrameDropped(ILogger logger, string feed, int length, string kind);
    }
}
