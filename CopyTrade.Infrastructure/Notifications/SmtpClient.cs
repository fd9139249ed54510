using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using CopyTrade.Domain.Notifications;
using CopyTrade.Infrastructure.Notifications.Outgoing;

namespace CopyTrade.Infrastructure.Notifications;

/// <summary>
/// As much of SMTP (RFC 5321, 3207, 4954) as one mail of plain text needs. Always encrypted: TLS from the start on port 465,
/// STARTTLS on others, and nothing is sent where that is not offered, but to this machine itself. The framework's own client
/// resolves names by itself and could be led inside; the connection here comes from the one door.
/// </summary>
internal sealed class SmtpClient(OutgoingDoor door, TimeProvider clock)
{
    private const int ImplicitTls = 465;
    private const int LongestLine = 2_000;
    private const int MostLines = 100;
    private static readonly TimeSpan Total = TimeSpan.FromSeconds(20);

    public async Task<OutgoingAnswer> SendAsync(SmtpMail mail, CancellationToken ct)
    {
        using var total = new CancellationTokenSource(Total, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, total.Token);
        var host = mail.Server.Host;
        try
        {
            return await TalkAsync(mail, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new OutgoingAnswer.Failed($"{host} did not answer within {Total.TotalSeconds:0} s.");
        }
        catch (OutgoingRefusedException e)
        {
            return new OutgoingAnswer.Refused(e.Message);
        }
        catch (AuthenticationException)
        {
            return new OutgoingAnswer.Failed($"The certificate of {host} is not accepted.");
        }
        catch (IOException e)
        {
            return new OutgoingAnswer.Failed(e.Message.StartsWith(host, StringComparison.Ordinal) ? e.Message : $"The connection to {host} broke.");
        }
    }

    private async Task<OutgoingAnswer> TalkAsync(SmtpMail mail, CancellationToken ct)
    {
        var (host, port) = mail.Server;
        var isNamed = door.Named.Contains($"{host}:{port}") || door.Named.Contains(host);
        var stream = await door.ConnectAsync(host, port, isPlain: false, ct);
        try
        {
            if (port == ImplicitTls) stream = await EncryptAsync(stream, host, ct);
            if (await ReadAsync(stream, ct) is var (code, said) && code != 220) return Answer(code, said);
            var (_, offers) = await SayAsync(stream, "EHLO copytrade", ct);
            if (port != ImplicitTls && Offers(offers, "STARTTLS"))
            {
                if (await SayAsync(stream, "STARTTLS", ct) is var (ready, why) && ready != 220) return Answer(ready, why);
                stream = await EncryptAsync(stream, host, ct);
                await SayAsync(stream, "EHLO copytrade", ct);
            }

            // A server that the operator names is inside the house; everywhere else a mail in clear is a mail to everybody.
            if (stream is not SslStream && !isNamed) return new OutgoingAnswer.Refused($"{host} offers no encryption: use another port or server.");
            if (mail.User is { } user && await SayAsync(stream, "AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{mail.Password}")), ct) is var (signed, no) && signed != 235)
                return signed is >= 500 ? new OutgoingAnswer.Answered(signed, $"{host} refuses the user name or password.", null) : Answer(signed, no);
            foreach (var (word, wanted) in new[] { ($"MAIL FROM:<{mail.From}>", 250), ($"RCPT TO:<{mail.To}>", 250), ("DATA", 354) })
            {
                if (await SayAsync(stream, word, ct) is var (got, text) && got != wanted) return Answer(got, text);
            }

            var (taken, last) = await SayAsync(stream, Written(mail) + "\r\n.", ct);
            if (taken == 250) await QuitAsync(stream, ct);
            return Answer(taken, last);
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }

    // The mail is taken: whatever becomes of the goodbye.
    private static async Task QuitAsync(Stream stream, CancellationToken ct)
    {
        try
        {
            await stream.WriteAsync("QUIT\r\n"u8.ToArray(), ct);
        }
        catch (IOException)
        {
            // Gone already.
        }
    }

    private static async Task<Stream> EncryptAsync(Stream stream, string host, CancellationToken ct)
    {
        var secure = new SslStream(stream);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, ct);
        return secure;
    }

    private string Written(SmtpMail mail)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"From: <{mail.From}>\r\nTo: <{mail.To}>\r\nSubject: {Encoded(mail.Subject)}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Date: {clock.GetUtcNow():ddd, dd MMM yyyy HH:mm:ss} +0000\r\nMessage-ID: <{mail.Id}@copytrade>\r\n")
            .Append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n");
        // In base64 no line can begin with the dot that ends a mail.
        foreach (var line in Convert.ToBase64String(Encoding.UTF8.GetBytes(mail.Text.ReplaceLineEndings("\r\n"))).Chunk(76)) text.Append(line).Append("\r\n");
        return text.ToString().TrimEnd();
    }

    /// <summary>RFC 2047: words of at most 75 characters, none of which splits a letter.</summary>
    private static string Encoded(string subject)
    {
        var words = new List<string>();
        var word = new List<byte>();
        foreach (var rune in MessageText.OneLine(subject).EnumerateRunes())
        {
            var bytes = Encoding.UTF8.GetBytes(rune.ToString());
            if (word.Count + bytes.Length > 45)
            {
                words.Add(Convert.ToBase64String([.. word]));
                word.Clear();
            }

            word.AddRange(bytes);
        }

        words.Add(Convert.ToBase64String([.. word]));
        return string.Join("\r\n ", words.Select(text => $"=?utf-8?B?{text}?="));
    }

    private static bool Offers(string lines, string word) => lines.Split('\n').Any(line => line.Trim().Equals(word, StringComparison.OrdinalIgnoreCase));

    // As of HTTP: 2xx taken, 4xx of SMTP may be tried again, 5xx never.
    private static OutgoingAnswer.Answered Answer(int code, string text) => new(code, MessageText.OneLine(text), null);

    private static async Task<(int Code, string Text)> SayAsync(Stream stream, string line, CancellationToken ct)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), ct);
        return await ReadAsync(stream, ct);
    }

    private static async Task<(int Code, string Text)> ReadAsync(Stream stream, CancellationToken ct)
    {
        var text = new StringBuilder();
        for (var lines = 0; lines < MostLines; lines++)
        {
            var line = await LineAsync(stream, ct);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code)) throw new IOException("Not a mail server.");
            if (line.Length > 4) text.Append(line.AsSpan(4)).Append('\n');
            if (line.Length == 3 || line[3] != '-') return (code, text.ToString());
        }

        throw new IOException("Not a mail server.");
    }

    private static async Task<string> LineAsync(Stream stream, CancellationToken ct)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, ct) > 0)
        {
            if (one[0] == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
            if (line.Count > LongestLine) break;
        }

        throw new IOException("The mail server hung up.");
    }
}
