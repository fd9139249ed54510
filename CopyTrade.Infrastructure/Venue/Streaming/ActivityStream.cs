using System.Threading.Channels;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Venue.Streaming;

/// <summary>The public stream of everybody's trades. Its filters do not work and it knows no wallets to ask for, so it brings all.</summary>
internal sealed class ActivityStream(StreamPump pump, IOptions<VenueOptions> options, TimeProvider clock) : IActivityStream
{
    // This stream was seen to go blind while it looks alive: no connection gets old enough for that to matter.
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(10);

    private static readonly byte[] Subscribe = """
        {"action":"subscribe","subscriptions":[{"topic":"activity","type":"trades"},{"topic":"activity","type":"orders_matched"}]}
        """u8.ToArray();

    public IAsyncEnumerable<ActivityHint> ReadAsync(CancellationToken ct)
    {
        var plan = new StreamPlan("activity-stream", new Uri(options.Value.ActivityStreamUrl), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), PongCounts: false) { Renewal = Renewal };
        var channel = StreamChannel.ForHints<ActivityHint>();
        var talk = new Talk(channel.Writer, clock);
        return StreamChannel.ReadAsync(channel, stop => pump.RunAsync(plan, talk, stop), ct);
    }

    private sealed class Talk(ChannelWriter<ActivityHint> hints, TimeProvider clock) : IStreamTalk
    {
        public Task OpenedAsync(VenueSocket socket, CancellationToken ct) => socket.SendAsync(Subscribe, ct);

        public ValueTask<bool> ReceivedAsync(ReadOnlyMemory<byte> frame, CancellationToken ct)
        {
            var isData = false;
            using var parsed = new StreamFrame(frame);
            foreach (var message in parsed.Messages)
            {
                var (carries, hint) = ActivityParser.Read(message, clock.GetUtcNow());
                isData |= carries;
                if (hint is not null) hints.TryWrite(hint);
            }

            return ValueTask.FromResult(isData);
        }

        public void Closed()
        {
        }
    }
}
