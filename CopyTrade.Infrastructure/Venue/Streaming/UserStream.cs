using System.Text.Json;
using System.Threading.Channels;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Venue.Streaming;

/// <summary>The user channel of one account. Quiet is normal here, so pongs count as life; a lost message is found by polling.</summary>
internal sealed partial class UserStream(StreamPump pump, IOptions<VenueOptions> options, ILogger<UserStream> logger) : IUserStream
{
    public IAsyncEnumerable<UserEvent> ReadAsync(VenueCredentials credentials, CancellationToken ct)
    {
        var plan = new StreamPlan("user-stream", new Uri(options.Value.UserStreamUrl), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), PongCounts: true);
        var channel = StreamChannel.ForNews<UserEvent>();
        var talk = new Talk(channel.Writer, credentials, logger);
        return StreamChannel.ReadAsync(channel, stop => pump.RunAsync(plan, talk, stop), ct);
    }

    private sealed class Talk(ChannelWriter<UserEvent> news, VenueCredentials credentials, ILogger logger) : IStreamTalk
    {
        public async Task OpenedAsync(VenueSocket socket, CancellationToken ct)
        {
            // Secrets in clear, as the venue wants them: this frame is never logged.
            var frame = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
            {
                ["auth"] = new Dictionary<string, string> { ["apiKey"] = credentials.ApiKey, ["secret"] = credentials.Secret, ["passphrase"] = credentials.Passphrase },
                ["type"] = "user",
            });
            await socket.SendAsync(frame, ct);
            await news.WriteAsync(new UserEvent.Connected(), ct);
        }

        public async ValueTask<bool> ReceivedAsync(ReadOnlyMemory<byte> frame, CancellationToken ct)
        {
            using var parsed = new StreamFrame(frame);
            foreach (var message in parsed.Messages)
            {
                var (happened, problem) = UserEventParser.Read(message, credentials);
                if (problem is not null) Log.Quarantined(logger, message.Fingerprint(), problem);
                if (happened is not null) await news.WriteAsync(happened, ct);
            }

            return true;
        }

        public void Closed()
        {
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3211, Level = LogLevel.Warning, Message = "Message {Message} of the user channel left out: {Problem} is unreadable.")]
        public static partial void Quarantined(ILogger logger, string message, string problem);
    }
}
