using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Venue;
using CopyTrade.Tests.Infrastructure.Venue.Rest;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Faults;

/// <summary>F29: no name, nothing listening, an expired certificate, a black hole, a peer that never answers. Every call ends in its time, and says what to look at.</summary>
public sealed class UnreachableVenueTests
{
    private static readonly SignedOrder Order = new(VenueOrderId.Parse("0x" + new string('a', 64)), "{}"u8.ToArray());

    [Fact]
    public void Limits_OfTheProduct_AreTwoSecondsToConnectAndFiveToAnswer() =>
        Assert.Equal((2d, 5d), (new VenueOptions().ConnectTimeoutSeconds, new VenueOptions().ReadTimeoutSeconds));

    [Fact]
    public async Task Calls_ToAnUnreachableVenue_EndInTimeWithOneClearSentence()
    {
        using var hole = new NetworkStorm.BlackHole();
        await using var silent = new RawVenue { Answer = _ => "" };
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var closed = $"http://{nobody.LocalEndpoint}";
        nobody.Stop();
        await using var expired = new ExpiredVenue();

        await Task.WhenAll(
            AssertAsync("http://venue.invalid", "(DNS)", isSentMaybe: false, limit: "60"),
            AssertAsync(closed, "network and firewall", isSentMaybe: false, limit: "60"),
            AssertAsync(expired.Url, "certificate has expired", isSentMaybe: true, limit: "60"),
            AssertAsync(hole.Url, "No answer within the time allowed", isSentMaybe: true),
            AssertAsync(silent.Url, "No answer within the time allowed", isSentMaybe: true));
    }

    // A handshake under load, or a standstill, takes its time: what is refused is to be told as that, and not as slowness. How long it takes is looked at here.
    private static async Task AssertAsync(string url, string sentence, bool isSentMaybe, string limit = "0.8")
    {
        await using var services = TestVenue.At(url, null, null, ("ConnectTimeoutSeconds", limit == "0.8" ? "0.5" : limit), ("ReadTimeoutSeconds", limit), ("OrderTimeoutSeconds", limit));
        using var running = new RunningTime();
        var outcome = await services.GetRequiredService<IVenueGateway>().SubmitAsync(TestVenue.Credentials, Order, TimeInForce.Fok, Urgency.Entry, null, CancellationToken.None);
        Assert.True(running.Elapsed < TimeSpan.FromSeconds(5), $"{url}: an order took {running.Elapsed}.");
        // Whether bytes left is claimed only where it is sure that none did.
        if (isSentMaybe) Assert.Contains(sentence, Assert.IsType<SubmitOutcome.Unknown>(outcome).Cause, StringComparison.Ordinal);
        else Assert.Contains(sentence, Assert.IsType<SubmitOutcome.Rejected>(outcome).Message, StringComparison.Ordinal);

        var before = running.Elapsed;
        var failure = await Assert.ThrowsAsync<VenueUnavailableException>(() => services.GetRequiredService<ITradeRecord>().OfWalletAsync(TestVenue.Credentials.Address, 0, null, 10, CancellationToken.None));
        Assert.True(running.Elapsed - before < TimeSpan.FromSeconds(10), $"{url}: a read took {running.Elapsed - before}.");
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A server whose certificate ended yesterday.</summary>
    private sealed class ExpiredVenue : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly X509Certificate2 _certificate;
        private readonly Task _serving;

        public ExpiredVenue()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var now = TimeProvider.System.GetUtcNow();
            _certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-10), now.AddDays(-1));
            _listener.Start();
            _serving = ServeAsync();
        }

        public string Url => $"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
            _certificate.Dispose();
        }

        private async Task ServeAsync()
        {
            while (true)
            {
                try
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    await using var secure = new SslStream(client.GetStream());
                    await secure.AuthenticateAsServerAsync(_certificate);
                }
                catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
                {
                    // The client does not trust it, as it should.
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException)
                {
                    return;
                }
            }
        }
    }
}
