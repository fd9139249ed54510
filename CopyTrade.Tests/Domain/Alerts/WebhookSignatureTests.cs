using System.Text;
using CopyTrade.Domain.Alerts;

namespace CopyTrade.Tests.Domain.Alerts;

public sealed class WebhookSignatureTests
{
    private static readonly byte[] Key = Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");

    // The vector of the Standard Webhooks specification's own libraries.
    [Fact]
    public void Sign_TheVectorOfTheSpecification_IsTheirs() =>
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", WebhookSignature.Sign(Key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Body));

    [Theory]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", true)]
    [InlineData("v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", true)]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=", false)]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", false)]
    [InlineData("", false)]
    public void Fits_OneRightSignatureAmongSeveral_IsEnough(string header, bool fits) =>
        Assert.Equal(fits, WebhookSignature.Fits(Key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Body, header));

    [Theory, InlineData(0, true), InlineData(300, true), InlineData(-300, true), InlineData(301, false), InlineData(-301, false), InlineData(long.MaxValue, false), InlineData(long.MinValue, false)]
    public void IsRecent_WithinFiveMinutesEitherWay(long off, bool isRecent)
    {
        var now = new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(isRecent, WebhookSignature.IsRecent(off is long.MaxValue or long.MinValue ? off : now.ToUnixTimeSeconds() + off, now));
    }
}
