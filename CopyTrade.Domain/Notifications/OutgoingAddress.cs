using System.Globalization;
using System.Net;

namespace CopyTrade.Domain.Notifications;

/// <summary>An address that messages may leave for, as far as its text tells; where its name leads is checked when it is connected (QUALITY S14).</summary>
public sealed record OutgoingAddress
{
    /// <summary>Longest accepted text.</summary>
    public const int Longest = 1_000;

    private static readonly int[] Ports = [443, 8443];
    private static readonly string[] LocalNames = ["localhost", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa", "localdomain", "arpa", "onion", "test", "invalid"];

    private OutgoingAddress(Uri uri, bool isNamed) => (Uri, IsNamed) = (uri, isNamed);

    /// <summary>With the host in its ASCII form.</summary>
    public Uri Uri { get; }

    /// <summary>True when the operator of the installation names this host: then it may be inside.</summary>
    public bool IsNamed { get; }

    /// <summary>Reads what a person typed.</summary>
    /// <param name="text">An absolute https address.</param>
    /// <param name="named">Hosts that the operator of the installation names (name or address, with or without port): http, other ports and inner addresses pass there.</param>
    /// <param name="address">Null when refused.</param>
    /// <returns>Null, or one sentence that says what to change.</returns>
    public static string? TryParse(string? text, IReadOnlySet<string> named, out OutgoingAddress? address)
    {
        address = null;
        text = text?.Trim() ?? "";
        if (text.Length == 0) return "Give the address that messages go to, such as https://example.org/hook.";
        if (text.Length > Longest) return $"The address is longer than {Longest} characters.";
        if (text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter == '\\')) return "The address has spaces, control characters or backslashes in it.";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http")) return "Only https addresses are called.";
        if (uri.UserInfo.Length > 0 || Authority(text).Contains('@', StringComparison.Ordinal)) return "The address must not carry a user name or password.";
        if (uri.Fragment.Length > 0) return "The address must not have a part after #.";
        var host = uri.IdnHost.TrimEnd('.').ToLowerInvariant();
        if (host.Length == 0) return "The address names no host.";
        var isNamed = named.Contains(host) || named.Contains($"{host}:{uri.Port}");
        if (!isNamed && Problem(uri, host, text) is { } problem) return problem;
        address = new OutgoingAddress(new UriBuilder(uri) { Host = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host }.Uri, isNamed);
        return null;
    }

    private static string? Problem(Uri uri, string host, string text)
    {
        if (uri.Scheme != Uri.UriSchemeHttps) return "Only https addresses are called.";
        if (!Ports.Contains(uri.Port)) return $"Port {uri.Port} is not called: use 443 or 8443.";
        // Digits and signs that some resolver would fold into others: nobody writes an honest host so.
        if (Authority(text).Any(letter => !char.IsAscii(letter) && !char.IsLetter(letter) && char.GetUnicodeCategory(letter) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)))
            return "Write the host in its usual letters.";
        if (IPAddress.TryParse(host, out var literal))
        {
            if (!Authority(text).Contains(host, StringComparison.OrdinalIgnoreCase)) return "Write the address of the host in its usual form.";
            return PublicAddress.RefusedAs(literal) is { } range ? $"The address {host} is {range}: only public hosts are called." : null;
        }

        if (Uri.CheckHostName(host) != UriHostNameType.Dns || !host.Contains('.', StringComparison.Ordinal) || host.All(letter => char.IsAsciiHexDigit(letter) || letter is '.' or 'x'))
            return "The host needs a full public name, such as hooks.example.org.";
        return LocalNames.Any(name => host == name || host.EndsWith("." + name, StringComparison.Ordinal)) ? $"The host {host} is not a public name." : null;
    }

    private static string Authority(string text)
    {
        var from = text.IndexOf("//", StringComparison.Ordinal) + 2;
        var to = text.IndexOfAny(['/', '?', '#'], from);
        return text[from..(to < 0 ? text.Length : to)];
    }
}
