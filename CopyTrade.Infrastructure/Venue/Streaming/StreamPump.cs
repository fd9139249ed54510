using CopyTrade.Domain.Operations;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Venue.Streaming;

/// <summary>Keeps one stream connected until cancelled. Watches the age of data, not of pongs: streams of this venue fall silent while their pings are answered.</summary>
internal sealed partial class StreamPump(TimeProvider clock, IFeedMonitor monitor, ILogger<StreamPump> logger)
{
    private static readonly byte[] PingText = "PING"u8.ToArray();

    public async Task RunAsync(StreamPlan plan, IStreamTalk talk, CancellationToken ct)
    {
        var backOff = new BackOff();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await ConnectedAsync(plan, talk, backOff, ct);
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
            catch (Exception e)
            {
                monitor.Report(plan.Feed, FeedCondition.Down, "The connection failed; it is tried again.");
                Log.Broken(logger, plan.Feed, e.GetType().Name, e.Message);
            }

            await WaitAsync(backOff.Next(), ct);
        }
    }

    private async Task ConnectedAsync(StreamPlan plan, IStreamTalk talk, BackOff backOff, CancellationToken ct)
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

    private async Task WaitAsync(TimeSpan wait, CancellationToken ct)
    {
        try
        {
            await Task.Delay(wait, clock, ct);
        }
        catch (OperationCanceledException)
        {
            // The loop sees it.
        }
    }

    private sealed class SilentStreamException(string message) : Exception(message);

    private static partial class Log
    {
        [LoggerMessage(EventId = 3201, Level = LogLevel.Information, Message = "Feed {Feed} connected.")]
        public static partial void Connected(ILogger logger, string feed);

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
