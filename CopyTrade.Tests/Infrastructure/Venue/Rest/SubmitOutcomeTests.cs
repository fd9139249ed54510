using System.Text;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Infrastructure.Venue.Rest;

public sealed class SubmitOutcomeTests
{
    private static readonly VenueOrderId Id = VenueOrderId.Parse("0x" + new string('a', 64));
    private static readonly SignedOrder Order = new(Id, """{"salt":1,"maker":"0xf39f"}"""u8.ToArray());

    [Fact]
    public async Task Submit_WhenAccepted_SendsTheStoredBytesOnceAndSignsThem()
    {
        await using var venue = new RawVenue { Answer = _ => RawVenue.Json(200, $$"""{"success":true,"errorMsg":"","orderID":"{{Id}}","status":"matched"}""") };

        var outcome = await SubmitAsync(venue.Url);

        Assert.Equal(new SubmitOutcome.Accepted(Id, PlacementStatus.Matched), outcome);
        var request = Assert.Single(venue.Requests);
        Assert.Equal(("POST", "/clob/order"), (request.Method, request.Target));
        Assert.Equal($$"""{"order":{{Encoding.UTF8.GetString(Order.Body.Span)}},"owner":"{{TestVenue.Credentials.ApiKey}}","orderType":"FAK","deferExec":false,"postOnly":false}""", request.Body);
        Assert.Equal(
            L2Signature.Of(TestVenue.CanarySecret, long.Parse(request.Headers["POLY_TIMESTAMP"], System.Globalization.CultureInfo.InvariantCulture), "POST", "/order", Encoding.UTF8.GetBytes(request.Body)),
            request.Headers["POLY_SIGNATURE"]);
    }

    [Theory]
    [InlineData(200, "<html>checking your browser</html>")]
    [InlineData(200, "")]
    [InlineData(200, """{"success":true,"errorMsg":"","orderID":""}""")]
    [InlineData(200, """{"success":true,"errorMsg":"","orderID":"0xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"}""")]
    [InlineData(200, """{"orderID":"0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""")]
    [InlineData(400, """{"error":"order match delayed due to market conditions"}""")]
    [InlineData(408, "")]
    [InlineData(500, """{"error":"Internal server error"}""")]
    [InlineData(500, """{"error":"there are no matching orders"}""")]
    [InlineData(500, """{"error":"could not insert order"}""")]
    [InlineData(502, "<html>bad gateway</html>")]
    [InlineData(503, "<html>unavailable</html>")]
    public async Task Submit_WhenTheAnswerProvesNothing_IsUnknown(int status, string body)
    {
        await using var venue = new RawVenue { Answer = _ => RawVenue.Json(status, body) };

        Assert.IsType<SubmitOutcome.Unknown>(await SubmitAsync(venue.Url));
        Assert.Single(venue.Requests);
    }

    [Theory]
    [InlineData(400, """{"error":"not enough balance / allowance: the balance is not enough -> balance: 4893500, order amount: 5000000"}""", VenueErrorCode.InsufficientBalance)]
    [InlineData(400, """{"error":"not enough balance / allowance: the allowance is not enough -> spender: 0x1"}""", VenueErrorCode.InsufficientAllowance)]
    [InlineData(400, """{"error":"order 0x1 is invalid. Price (0.505) breaks minimum tick size rule: 0.01"}""", VenueErrorCode.InvalidPriceOrTick)]
    [InlineData(400, """{"error":"order 0x1 is invalid. Size (1) lower than the minimum: 5"}""", VenueErrorCode.BelowMinOrderSize)]
    [InlineData(400, """{"error":"order 0x1 is invalid. Duplicated."}""", VenueErrorCode.DuplicateOrder)]
    [InlineData(400, """{"error":"invalid post-only order: order crosses book"}""", VenueErrorCode.CrossesBook)]
    [InlineData(400, """{"error":"order couldn't be fully filled. FOK orders are fully filled or killed."}""", VenueErrorCode.NoMatch)]
    [InlineData(400, """{"error":"no orders found to match with FAK order. FAK orders are partially filled or killed if no match is found."}""", VenueErrorCode.NoMatch)]
    [InlineData(400, """{"error":"the order signer address has to be the address of the API KEY"}""", VenueErrorCode.StaleApiKey)]
    [InlineData(400, """{"error":"'0xabc' address banned"}""", VenueErrorCode.AccountRestricted)]
    [InlineData(400, """{"error":"'0xabc' address in closed only mode"}""", VenueErrorCode.AccountRestricted)]
    [InlineData(400, """{"error":"invalid amounts, the market buy orders maker amount supports a max accuracy of 2 decimals"}""", VenueErrorCode.InvalidAmounts)]
    [InlineData(400, """{"error":"order_version_mismatch"}""", VenueErrorCode.OrderVersion)]
    [InlineData(400, """{"error":"invalid signature"}""", VenueErrorCode.InvalidSignature)]
    [InlineData(400, """{"error":"a text from next year"}""", VenueErrorCode.Unknown)]
    [InlineData(400, "", VenueErrorCode.EmptyResponse)]
    [InlineData(400, """{"error":""}""", VenueErrorCode.EmptyResponse)]
    [InlineData(401, """{"error":"Unauthorized/Invalid api key"}""", VenueErrorCode.StaleApiKey)]
    [InlineData(403, "<html>blocked</html>", VenueErrorCode.HttpError)]
    [InlineData(404, """{"error":"No orderbook exists for the requested token id"}""", VenueErrorCode.MarketNotOpen)]
    [InlineData(200, """{"success":false,"errorMsg":"not enough balance / allowance","orderID":""}""", VenueErrorCode.InsufficientBalance)]
    [InlineData(200, """{"success":true,"errorMsg":"order 0x1 is invalid. Duplicated.","orderID":""}""", VenueErrorCode.DuplicateOrder)]
    [InlineData(200, """{"success":false,"errorMsg":"","orderID":""}""", VenueErrorCode.EmptyResponse)]
    public async Task Submit_WhenRefused_IsRejectedWithItsCodeAndNotToBeSentAgain(int status, string body, VenueErrorCode code)
    {
        await using var venue = new RawVenue { Answer = _ => RawVenue.Json(status, body) };

        var rejected = Assert.IsType<SubmitOutcome.Rejected>(await SubmitAsync(venue.Url));
        Assert.Equal(code, rejected.Code);
        Assert.Null(rejected.RetryAfter);
        Assert.Single(venue.Requests);
    }

    [Theory]
    [InlineData(425, "", "", VenueErrorCode.VenueRestricted, 1)]
    [InlineData(429, """{"error":"Too Many Requests"}""", "Retry-After: 7\r\n", VenueErrorCode.RateLimited, 7)]
    [InlineData(503, """{"error":"Trading is currently cancel-only. Try later."}""", "", VenueErrorCode.VenueRestricted, 5)]
    [InlineData(503, """{"error":"post-only mode: only post-only orders and cancels are allowed","code":"post_only_mode","retry_after_seconds":90}""", "", VenueErrorCode.VenueRestricted, 90)]
    [InlineData(500, """{"error":"order timed out"}""", "", VenueErrorCode.HttpError, 5)]
    [InlineData(400, """{"error":"the market is not yet ready to process new orders"}""", "", VenueErrorCode.MarketNotOpen, 5)]
    public async Task Submit_WhenTheDoorIsClosedForNow_IsRejectedWithTheWait(int status, string body, string headers, VenueErrorCode code, int seconds)
    {
        await using var venue = new RawVenue { Answer = _ => RawVenue.Json(status, body, headers) };

        var rejected = Assert.IsType<SubmitOutcome.Rejected>(await SubmitAsync(venue.Url));
        Assert.Equal((code, TimeSpan.FromSeconds(seconds)), (rejected.Code, rejected.RetryAfter));
    }

    [Fact]
    public async Task Submit_WhenTheConnectionIsReset_IsUnknownAndNotSentAgain()
    {
        await using var venue = new RawVenue { Answer = _ => null };

        Assert.IsType<SubmitOutcome.Unknown>(await SubmitAsync(venue.Url));
        Assert.Single(venue.Requests);
    }

    [Fact]
    public async Task Submit_WhenTheAnswerBreaksOff_IsUnknown()
    {
        await using var venue = new RawVenue { Answer = _ => "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"success\":true" };

        Assert.IsType<SubmitOutcome.Unknown>(await SubmitAsync(venue.Url));
    }

    [Fact]
    public async Task Submit_WhenTheVenueHangs_IsUnknownAfterTheTimeAllowed()
    {
        await using var venue = new RawVenue { Answer = _ => "" };

        Assert.IsType<SubmitOutcome.Unknown>(await SubmitAsync(venue.Url, ("OrderTimeoutSeconds", "0.2")));
    }

    [Fact]
    public async Task Submit_WhenCancelledOnTheWay_IsUnknown()
    {
        using var cancel = new CancellationTokenSource();
        await using var venue = new RawVenue();
        venue.Answer = _ =>
        {
            cancel.Cancel();
            return "";
        };
        await using var services = TestVenue.At(venue.Url);

        Assert.IsType<SubmitOutcome.Unknown>(
            await services.GetRequiredService<IVenueGateway>().SubmitAsync(TestVenue.Credentials, Order, TimeInForce.Fak, Urgency.Entry, null, cancel.Token));
    }

    [Fact]
    public async Task Submit_WhenNobodyListens_IsRejectedBecauseNothingWasSent()
    {
        string url;
        await using (var venue = new RawVenue()) url = venue.Url;

        var rejected = Assert.IsType<SubmitOutcome.Rejected>(await SubmitAsync(url));
        Assert.Equal(VenueErrorCode.HttpError, rejected.Code);
        Assert.NotNull(rejected.RetryAfter);
    }

    private static async Task<SubmitOutcome> SubmitAsync(string url, params (string, string)[] settings)
    {
        await using var services = TestVenue.At(url, settings: settings);
        return await services.GetRequiredService<IVenueGateway>().SubmitAsync(TestVenue.Credentials, Order, TimeInForce.Fak, Urgency.Entry, null, default);
    }
}
