using CopyTrade.Domain.Notifications;

namespace CopyTrade.Tests.Domain.Notifications;

/// <summary>QUALITY S14: addresses as people, and attackers, write them.</summary>
public sealed class OutgoingAddressTests
{
    private static readonly HashSet<string> Nobody = [];

    [Theory]
    [InlineData("")]
    [InlineData("hooks.example.org/x")]
    [InlineData("http://hooks.example.org/x")]
    [InlineData("ftp://hooks.example.org/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://hooks.example.org/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://")]
    [InlineData("https:///x")]
    [InlineData("https://localhost/x")]
    [InlineData("https://LOCALHOST/x")]
    [InlineData("https://localhost./x")]
    [InlineData("https://hook.localhost/x")]
    [InlineData("https://printer.local/x")]
    [InlineData("https://metadata.google.internal/computeMetadata/v1/")]
    [InlineData("https://router.home.arpa/")]
    [InlineData("https://intranet/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://127.0.0.1./")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0x7f.0.0.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://017700000001/")]
    [InlineData("https://8.8.2056/")]
    [InlineData("https://134744072/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:a9fe:a9fe]/")]
    [InlineData("https://[64:ff9b::7f00:1]/")]
    [InlineData("https://[fd00::1]/")]
    [InlineData("https://[fe80::1%25eth0]/")]
    [InlineData("https://①②⑦.⓪.⓪.①/")]
    [InlineData("https://ｌｏｃａｌｈｏｓｔ/")]
    [InlineData("https://127。0。0。1/")]
    [InlineData("https://user@hooks.example.org/")]
    [InlineData("https://user:secret@hooks.example.org/")]
    [InlineData("https://@hooks.example.org/")]
    [InlineData("https://hooks.example.org@127.0.0.1/")]
    [InlineData("https://127.0.0.1\\@hooks.example.org/")]
    [InlineData("https://hooks.example.org:22/")]
    [InlineData("https://hooks.example.org:80/")]
    [InlineData("https://hooks.example.org:5432/")]
    [InlineData("https://hooks.example.org/#part")]
    [InlineData("https://hooks.example.org/a b")]
    [InlineData("https://hooks.example.org/\r\nX: 1")]
    [InlineData("https://hooks.example.org\t/")]
    public void TryParse_WhatIsNotCalled_SaysWhy(string text)
    {
        var problem = OutgoingAddress.TryParse(text, Nobody, out var address);

        Assert.NotNull(problem);
        Assert.Null(address);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://hooks.example.org/x?y=1", "https://hooks.example.org/x?y=1")]
    [InlineData("HTTPS://Hooks.Example.ORG:8443/x", "https://hooks.example.org:8443/x")]
    [InlineData("https://hooks.example.org./x", "https://hooks.example.org/x")]
    [InlineData("https://bücher.example/x", "https://xn--bcher-kva.example/x")]
    [InlineData("https://8.8.8.8/x", "https://8.8.8.8/x")]
    [InlineData("https://[2606:4700:4700::1111]/x", "https://[2606:4700:4700::1111]/x")]
    [InlineData("  https://hooks.example.org/x  ", "https://hooks.example.org/x")]
    [InlineData("https://hooks.example.org/user@name", "https://hooks.example.org/user@name")]
    public void TryParse_PublicHttps_IsTaken(string text, string expected)
    {
        Assert.Null(OutgoingAddress.TryParse(text, Nobody, out var address));
        Assert.Equal(expected, address!.Uri.AbsoluteUri);
        Assert.False(address.IsNamed);
    }

    [Fact]
    public void TryParse_HostThatTheOperatorNames_MayBeInside()
    {
        HashSet<string> named = ["127.0.0.1:9000", "agent.lan"];

        Assert.Null(OutgoingAddress.TryParse("http://127.0.0.1:9000/hook", named, out var address));
        Assert.True(address!.IsNamed);
        Assert.NotNull(OutgoingAddress.TryParse("http://127.0.0.1:9001/hook", named, out _));
        Assert.Null(OutgoingAddress.TryParse("http://agent.lan:123/hook", named, out _));
        Assert.NotNull(OutgoingAddress.TryParse("http://x:y@agent.lan/hook", named, out _));
    }

    [Fact]
    public void TryParse_VeryLong_IsRefused() => Assert.NotNull(OutgoingAddress.TryParse("https://hooks.example.org/" + new string('a', OutgoingAddress.Longest), Nobody, out _));
}
