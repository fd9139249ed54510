using System.Text;

namespace CopyTrade.Domain.Notifications;

/// <summary>
/// A message in the markup of each channel. Titles of markets are written by strangers: nothing in them may become a
/// link, a mention, formatting or a second header line there (QUALITY §3.1, 16).
/// </summary>
public static class MessageText
{
    /// <summary>Longest text of Telegram's <c>sendMessage</c>, after parsing.</summary>
    public const int LongestTelegram = 4_096;

    /// <summary>Longest <c>content</c> of a Discord message.</summary>
    public const int LongestDiscord = 2_000;

    /// <summary>Longest plain text in one block of Slack.</summary>
    public const int LongestSlack = 3_000;

    private const string DiscordMarkup = "\\*_~`|>[]()#-+.!:<@&";

    /// <summary>Plain text, for mail.</summary>
    /// <param name="message">What to tell.</param>
    public static string Plain(NotificationMessage message) => Join(message, int.MaxValue, item =>
        $"{OneLine(item.Title)}\n{Clean(item.Text)}{(message.LinkOf(item) is { } link ? "\n" + link : "")}".TrimEnd('\n') + $"\n{Time(item)}", text => text);

    /// <summary>HTML of Telegram's <c>parse_mode</c>.</summary>
    /// <param name="message">What to tell.</param>
    public static string Telegram(NotificationMessage message) => Join(message, LongestTelegram, item =>
        $"<b>{Html(OneLine(item.Title))}</b>{(item.Text.Length > 0 ? "\n" + Html(Clean(item.Text)) : "")}{(message.LinkOf(item) is { } link ? $"\n<a href=\"{Html(link)}\">Open</a>" : "")}", Html);

    /// <summary>Markdown of Discord; to be sent with mentions switched off.</summary>
    /// <param name="message">What to tell.</param>
    public static string Discord(NotificationMessage message) => Join(message, LongestDiscord, item =>
        $"**{Markdown(OneLine(item.Title))}**{(item.Text.Length > 0 ? "\n" + Markdown(Clean(item.Text)) : "")}{(message.LinkOf(item) is { } link ? $"\n<{link}>" : "")}", Markdown);

    /// <summary>One item as plain text for a block of Slack, in which nothing is markup.</summary>
    /// <param name="item">What to tell.</param>
    public static string SlackBlock(Notification item) => Cut($"{OneLine(item.Title)}\n{Clean(item.Text)}".TrimEnd('\n'), LongestSlack);

    /// <summary>Text for Slack's fallback line, where three characters begin links and mentions.</summary>
    /// <param name="text">Plain text.</param>
    public static string Slack(string text) => Html(OneLine(text));

    /// <summary>One line without control characters: a subject, a header.</summary>
    /// <param name="text">Plain text.</param>
    public static string OneLine(string text) => Cut(string.Concat(Clean(text).Select(letter => letter is '\n' or '\u2028' or '\u2029' ? ' ' : letter)).Trim(), 300);

    private static string Join(NotificationMessage message, int most, Func<Notification, string> write, Func<string, string> escape)
    {
        var text = new StringBuilder();
        var shown = 0;
        foreach (var item in message.Items)
        {
            var part = write(item with { Title = Cut(item.Title, 300), Text = Cut(item.Text, 600) });
            if (most != int.MaxValue && text.Length + part.Length + 60 > most) break;
            if (shown++ > 0) text.Append("\n\n");
            text.Append(part);
        }

        var more = message.Items.Count - shown + message.LeftOut;
        if (more > 0) text.Append("\n\n").Append(escape($"and {more} more, listed in the app"));
        return text.ToString();
    }

    private static string Time(Notification item) => item.HappenedAt.UtcDateTime.ToString("d MMM yyyy HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture);

    private static string Html(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    private static string Markdown(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var letter in text)
        {
            if (DiscordMarkup.Contains(letter, StringComparison.Ordinal)) escaped.Append('\\');
            escaped.Append(letter);
            // An escaped at-sign still calls everybody in some clients; a name after it must not be one word with it.
            if (letter == '@') escaped.Append('\u200B');
        }

        return escaped.ToString();
    }

    // Direction marks turn what is read around; control characters end lines of headers.
    private static string Clean(string text) => string.Concat(text.Where(letter => letter == '\n' || !(char.IsControl(letter) || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F')));

    private static string Cut(string text, int most) => text.Length <= most ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1), "…");
}
