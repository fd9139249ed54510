using System.Globalization;
using CopyTrade.Web.Shared;

namespace CopyTrade.Tests.Web.Shared;

public sealed class FormatTests
{
    [Fact]
    public void Format_UnknownValue_IsADashAndNeverZero()
    {
        string[] shown = [Format.Usd(null), Format.Usd(null, true), Format.Cents(null), Format.Percent(null), Format.Bps(null), Format.Shares(null), Format.Count(null), Format.Age(null), Format.Elapsed(null), Format.UsdFine(null), Format.Moment(null), Format.Moment(null, seconds: true)];

        Assert.All(shown, text => Assert.Equal("—", text));
    }

    [Fact]
    public void Moment_AnyOffset_IsInUtcAndSaysSo()
    {
        var at = new DateTimeOffset(2026, 3, 1, 1, 2, 3, TimeSpan.FromHours(2));

        Assert.Equal(("28 Feb 23:02 UTC", "28 Feb 2026 23:02 UTC", "28 Feb 2026 23:02:03 UTC"), (Format.Moment(at), Format.Moment(at, year: true), Format.Moment(at, seconds: true)));
    }

    [Theory]
    [InlineData("1234.5", false, "$1,234.50")]
    [InlineData("86.42", true, "+$86.42")]
    [InlineData("-3.3", true, "−$3.30")]
    [InlineData("-3.3", false, "−$3.30")]
    [InlineData("0", true, "$0.00")]
    [InlineData("100000.4", false, "$100,000")]
    [InlineData("99999.996", false, "$100,000")]
    [InlineData("0.004", true, "+< $0.01")]
    [InlineData("-0.004", true, "−< $0.01")]
    [InlineData("-0.00499", false, "−< $0.01")]
    [InlineData("0.000001", false, "< $0.01")]
    [InlineData("-0.00000001", true, "−< $0.01")]
    [InlineData("0.005", false, "$0.01")]
    [InlineData("-0.005", true, "−$0.01")]
    [InlineData("0.00000000", true, "$0.00")]
    public void Usd_Amount_ShowsSignThousandsAndPlaces(string amount, bool withSign, string shown) =>
        Assert.Equal(shown, Seen(Format.Usd(decimal.Parse(amount, CultureInfo.InvariantCulture), withSign)));

    [Fact]
    public void Usd_Signed_NoLineEndsBetweenSignAndAmount()
    {
        Assert.Equal(("\u2212\u2060$3.30", "+\u2060$3.30", "\u2212\u2060$500", "\u2212\u2060$0.0040"), (Format.Usd(-3.3m), Format.Usd(3.3m, true), Format.UsdTick(-500m), Format.UsdFine(-0.004m)));
        Assert.Equal("It made +\u2060$2.00, then \u2212\u2060$1.00.", Format.Unbroken("It made +$2.00, then \u2212$1.00."));
    }

    [Theory]
    [InlineData("0", "$0")]
    [InlineData("-0.2", "−$0.20")]
    [InlineData("0.25", "$0.25")]
    [InlineData("-500", "−$500")]
    [InlineData("2.0", "$2")]
    [InlineData("2500", "$2.5k")]
    public void UsdTick_AxisLabel_HasBothPlacesOfCentsOrNone(string amount, string shown) =>
        Assert.Equal(shown, Seen(Format.UsdTick(decimal.Parse(amount, CultureInfo.InvariantCulture))));

    [Fact]
    public void Usd_Dust_KeepsItsLastFigureOnHover()
    {
        Assert.Equal(("-0.00000001 USDC", "0.004000 USDC", "0.000000 USDC", "not known"), (Format.UsdExact(-0.00000001m), Format.UsdExact(0.004m), Format.UsdExact(0m), Format.UsdExact(null)));
        Assert.Equal(("< $0.0001", "−< $0.0001", "$0.0001", "$0.0000"), (Seen(Format.UsdFine(0.00004m)), Seen(Format.UsdFine(-0.00000001m)), Format.UsdFine(0.00005m), Format.UsdFine(0m)));
    }

    [Theory]
    [InlineData("1234.5", false, "1,234.50")]
    [InlineData("0", true, "0.00")]
    [InlineData("0.01", true, "+0.01")]
    [InlineData("-0.00021", false, "−0.0002")]
    [InlineData("-12.345", true, "−12.35")]
    public void Shares_Number_HasTwoPlacesAndIsNeverNothingByRounding(string shares, bool withSign, string shown) =>
        Assert.Equal(shown, Format.Shares(decimal.Parse(shares, CultureInfo.InvariantCulture), withSign));

    [Theory]
    [InlineData("0.474", "47.4¢")]
    [InlineData("0.0425", "4.25¢")]
    [InlineData("0.1", "10.0¢")]
    [InlineData("1", "100.0¢")]
    [InlineData("0.0001", "0.01¢")]
    public void Cents_Price_HasTwoPlacesUnderTenCents(string price, string shown) =>
        Assert.Equal(shown, Format.Cents(decimal.Parse(price, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(84, "+84 bps")]
    [InlineData(-12, "−12 bps")]
    [InlineData(0, "0 bps")]
    public void Bps_Cost_ShowsItsSign(int value, string shown) => Assert.Equal(shown, Format.Bps(value));

    [Theory]
    [InlineData(-5, "0.0 s")]
    [InlineData(0.44, "0.4 s")]
    [InlineData(9.99, "9.9 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(60, "1 m")]
    [InlineData(3599, "59 m")]
    [InlineData(11_520, "3 h 12 m")]
    [InlineData(356_400, "4 d 3 h")]
    public void Age_Span_IsRoundedDownToOneUnitAndTwoFromAnHour(double seconds, string shown) =>
        Assert.Equal(shown, Format.Age(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(412, "412 ms")]
    [InlineData(1200, "1.2 s")]
    public void Elapsed_UnderASecond_IsInMilliseconds(int milliseconds, string shown) =>
        Assert.Equal(shown, Format.Elapsed(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData("0x7a31000000000000000000000000000000006be1", "0x7a31…6be1")]
    [InlineData("0x7a31", "0x7a31")]
    public void ShortAddress_Address_KeepsSixAndFour(string address, string shown) => Assert.Equal(shown, Format.ShortAddress(address));

    // Sign and amount are held together by characters that nobody sees.
    private static string Seen(string text) => text.Replace("\u2060", "", StringComparison.Ordinal).Replace('\u00A0', ' ');
}
