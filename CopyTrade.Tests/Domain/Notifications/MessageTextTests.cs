using CopyTrade.Domain.Notifications;

namespace CopyTrade.Tests.Domain.Notifications;

/// <summary>Titles of markets are strangers' words: in no channel do they become markup (QUALITY §3.1, 16).</summary>
public sealed class MessageTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly Uri Home = new("https://copy.example.org/");

    public static TheoryData<string> Nasty => ["<b>x</b>", "<a href=\"https://evil.example\">Open</a>", "@everyone <@123> <!channel>", "[Open](https://evil.example)", "**bold** _it_ `code` ~~no~~ ||hid||", "& \" ' < >", "x\r\nBcc: all@example.org", "a\u202Egnp.exe", "\u0000\u0007", "<https://evil.example|Open>"];

    [Theory, MemberData(nameof(Nasty))]
    public void Telegram_NastyTitle_HasNoTagsButOurs(string title)
    {
        var text = MessageText.Telegram(Message(title));
        var ours = text.Replace("<b>", "", StringComparison.Ordinal).Replace("</b>", "", StringComparison.Ordinal).Replace("<a href=\"https://copy.example.org/orders/1\">Open</a>", "", StringComparison.Ordinal);

        Assert.DoesNotContain('<', ours);
        Assert.DoesNotContain('>', ours);
        Assert.DoesNotContain('"', ours);
    }

    [Theory, MemberData(nameof(Nasty))]
    public void Discord_NastyTitle_EscapesEverySign(string title)
    {
        var line = MessageText.Discord(Message(title)).Split('\n')[0];
        var inner = line[2..^2];

        for (var i = 0; i < inner.Length; i++)
        {
            if ("*_~`|<>[]()#@".Contains(inner[i], StringComparison.Ordinal)) Assert.Equal('\\', inner[i - 1]);
        }

        Assert.DoesNotContain("@everyone", inner, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Nasty))]
    public void OneLine_NastyTitle_IsOneLineWithoutControls(string title)
    {
        Assert.DoesNotContain(MessageText.OneLine(title), letter => char.IsControl(letter) || letter is '\u202E' or '\u2028');
        Assert.DoesNotContain('<', MessageText.Slack(title));
    }

    [Fact]
    public void Texts_OfManyNotifications_StayWithinTheLimits()
    {
        var many = new NotificationMessage([.. Enumerable.Range(0, 100).Select(i => Item(new string('<', 300) + i))], 7, Home);

        Assert.InRange(MessageText.Telegram(many).Length, 1, MessageText.LongestTelegram);
        Assert.InRange(MessageText.Discord(many).Length, 1, MessageText.LongestDiscord);
        Assert.Contains("listed in the app", MessageText.Discord(many), StringComparison.Ordinal);
        Assert.InRange(MessageText.SlackBlock(Item(new string('x', 5_000))).Length, 1, MessageText.LongestSlack);
        Assert.EndsWith("and 7 more, listed in the app", MessageText.Plain(many), StringComparison.Ordinal);
        Assert.Equal("107 notifications: " + many.Items[0].Title, many.Headline);
    }

    private static NotificationMessage Message(string title) => new([Item(title)], 0, Home);

    private static Notification Item(string title) => new(Guid.Empty, NotificationKind.OrderFailed, NotificationSeverity.Warning, title, title, "/orders/1", null, Now, Now);
}
