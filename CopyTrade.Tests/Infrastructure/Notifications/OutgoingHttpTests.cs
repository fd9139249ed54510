using System.Net;
using System.Net.Sockets;
using System.Text;
using CopyTrade.Infrastructure.Notifications;
using CopyTrade.Infrastructure.Notifications.Outgoing;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Notifications;

/// <summary>QUALITY S14 on the wire: where a connection goes, what is followed, how much is read, how long is waited.</summary>
public sealed class OutgoingHttpTests
{
    private static CancellationToken Ct => CancellationToken.None;

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    public async Task Post_NameThatLeadsInside_IsRefusedWithoutAConnection(string address)
    {
        var connector = new Connector();
        using var http = Http(new Answers([IPAddress.Parse(address)]), connector);

        var answer = Assert.IsType<OutgoingAnswer.Refused>(await http.PostAsync("https://hooks.example.org/x", [], [], Ct));

        Assert.Contains("only public hosts", answer.Why, StringComparison.Ordinal);
        Assert.Empty(connector.Called);
    }

    [Fact]
    public async Task Post_NameThatIsReboundAfterTheCheck_ConnectsToTheCheckedAddress()
    {
        var resolver = new Answers([IPAddress.Parse("93.184.216.34")], [IPAddress.Loopback]);
        var connector = new Connector();
        using var http = Http(resolver, connector);

        await http.PostAsync("https://rebind.example.org/x", [], [], Ct);

        Assert.Equal([new IPEndPoint(IPAddress.Parse("93.184.216.34"), 443)], connector.Called);
        Assert.Equal(1, resolver.Asked);   // nobody asks the name again between check and connection
        Assert.IsType<OutgoingAnswer.Refused>(await http.PostAsync("https://rebind.example.org/x", [], [], Ct));
        Assert.Single(connector.Called);
    }

    [Fact]
    public async Task Post_NameWithAnInnerAndAPublicAddress_CallsThePublicOne()
    {
        var connector = new Connector();
        using var http = Http(new Answers([IPAddress.Parse("10.1.1.1"), IPAddress.Parse("8.8.4.4")]), connector);

        await http.PostAsync("https://mixed.example.org:8443/x", [], [], Ct);

        Assert.Equal([new IPEndPoint(IPAddress.Parse("8.8.4.4"), 8443)], connector.Called);
    }

    [Fact]
    public async Task Post_NamedHostThatLeadsToMetadataOrElsewhereInClear_IsRefused()
    {
        using var metadata = Http(new Answers([IPAddress.Parse("169.254.169.254")]), new Connector(), "agent.lan");
        using var clear = Http(new Answers([IPAddress.Parse("10.0.0.7")]), new Connector(), "agent.lan");

        Assert.IsType<OutgoingAnswer.Refused>(await metadata.PostAsync("https://agent.lan/x", [], [], Ct));
        Assert.IsType<OutgoingAnswer.Refused>(await clear.PostAsync("http://agent.lan/x", [], [], Ct));
    }

    [Fact]
    public async Task Post_Redirect_IsAnsweredAndNotFollowed()
    {
        await using var receiver = new RawReceiver("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest\r\nContent-Length: 0\r\n\r\n");
        using var http = Real(receiver);

        var answer = Assert.IsType<OutgoingAnswer.Answered>(await http.PostAsync(receiver.Url, "{}"u8.ToArray(), [("webhook-id", "msg_1")], Ct));

        Assert.Equal(302, answer.Status);
        Assert.Single(receiver.Requests);
        Assert.Contains("webhook-id: msg_1", receiver.Requests.Single(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Post_AnswerWithoutEnd_IsReadToItsLimitOnly()
    {
        await using var receiver = new RawReceiver("HTTP/1.1 500 Oops\r\nContent-Type: text/plain\r\n\r\n" + new string('x', 200_000), closes: false);
        using var http = Real(receiver);

        var answer = Assert.IsType<OutgoingAnswer.Answered>(await http.PostAsync(receiver.Url, [], [], Ct));

        Assert.Equal((500, 200), (answer.Status, answer.Text.Length));
    }

    [Fact]
    public async Task Post_ReceiverThatAsksToWait_IsHeard()
    {
        await using var receiver = new RawReceiver("HTTP/1.1 429 Slow\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n");
        using var http = Real(receiver);

        Assert.Equal(TimeSpan.FromSeconds(120), Assert.IsType<OutgoingAnswer.Answered>(await http.PostAsync(receiver.Url, [], [], Ct)).RetryAfter);
    }

    [Fact]
    public async Task Post_ReceiverThatHangs_IsLeftAfterTenSeconds()
    {
        await using var receiver = new RawReceiver("", closes: false);
        var clock = new Fixtures.ManualTimeProvider(DateTimeOffset.UnixEpoch);
        using var http = Real(receiver, clock);

        var call = http.PostAsync(receiver.Url, [], [], Ct);
        await receiver.Heard;
        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("127.0.0.1 did not answer within 10 s.", Assert.IsType<OutgoingAnswer.Failed>(await call).Why);
    }

    [Fact]
    public async Task Post_NobodyListens_SaysSoWithoutThePath()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        using var http = Http(new HostResolver(), new OutgoingConnector(), "127.0.0.1");

        var why = Assert.IsType<OutgoingAnswer.Failed>(await http.PostAsync($"http://127.0.0.1:{port}/secret-path", [], [], Ct)).Why;

        Assert.Contains("cannot be reached", why, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-path", why, StringComparison.Ordinal);
    }

    private static OutgoingHttp Real(RawReceiver receiver, TimeProvider? clock = null) => Http(new HostResolver(), new OutgoingConnector(), new Uri(receiver.Url).Authority, clock);

    // By a clock that stands still nobody is late who is not told to be.
    private static OutgoingHttp Http(IHostResolver resolver, IOutgoingConnector connector, string named = "", TimeProvider? clock = null)
    {
        clock ??= new Fixtures.ManualTimeProvider(DateTimeOffset.UnixEpoch);
        return new(new OutgoingDoor(resolver, connector, Options.Create(new NotificationOptions { AllowedHosts = named }), clock), clock);
    }

    private sealed class Answers(params IReadOnlyList<IPAddress>[] answers) : IHostResolver
    {
        public int Asked { get; private set; }

        public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken ct) => Task.FromResult(answers[Math.Min(Asked++, answers.Length - 1)]);
    }

    private sealed class Connector : IOutgoingConnector
    {
        public List<IPEndPoint> Called { get; } = [];

        public Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken ct)
        {
            Called.Add(address);
            return Task.FromException<Stream>(new SocketException((int)SocketError.ConnectionRefused));
        }
    }
}
