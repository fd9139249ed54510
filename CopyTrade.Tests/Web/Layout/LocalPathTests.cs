using CopyTrade.Web.Layout;

namespace CopyTrade.Tests.Web.Layout;

public sealed class LocalPathTests
{
    [Theory]
    [InlineData("/targets?q=a", "/targets?q=a")]
    [InlineData("/", "/")]
    [InlineData(null, "/home")]
    [InlineData("", "/home")]
    [InlineData("targets", "/home")]
    [InlineData("//evil.example", "/home")]
    [InlineData("/\\evil.example", "/home")]
    [InlineData("/\t/evil.example", "/home")]
    [InlineData("https://evil.example", "/home")]
    public void Or_AnyText_StaysOnThisSite(string? path, string kept) => Assert.Equal(kept, LocalPath.Or(path, "/home"));
}
