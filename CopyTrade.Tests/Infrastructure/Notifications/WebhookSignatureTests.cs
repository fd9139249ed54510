using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CopyTrade.Infrastructure.Notifications;
using Xunit.Abstractions;

namespace CopyTrade.Tests.Infrastructure.Notifications;

/// <summary>QUALITY S13: the signature of a webhook, checked by the official library of Standard Webhooks and by the specification's own example.</summary>
public sealed class WebhookSignatureTests(ITestOutputHelper output)
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"type":"rule_fired","data":{"title":"Grüße, “Kestrels” 100 % – №1"}}""");

    [Fact]
    public void Headers_OfTheSpecificationsExample_AreItsOwn()
    {
        // standard-webhooks/spec, "Signature scheme": id, timestamp, payload and secret of the published example.
        var headers = WebhookSignature.Headers("msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1_614_265_330), """{"test": 2432232314}"""u8.ToArray(), ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]);

        Assert.Equal(("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="), headers[2]);
    }

    [Fact]
    public async Task Headers_CheckedByTheOfficialLibrary_FitWithEitherSecretAndWithNothingElse()
    {
        if (await InstalledAsync() is not { } folder)
        {
            output.WriteLine("The official library is not installed (./test.sh installs it where npm is): skipped");
            return;
        }

        var (first, second, stranger) = (WebhookSignature.NewSecret(), WebhookSignature.NewSecret(), WebhookSignature.NewSecret());
        var now = TimeProvider.System.GetUtcNow();
        var sent = WebhookSignature.Headers("msg_1", now, Body, [second, first]);
        var old = WebhookSignature.Headers("msg_1", now.AddMinutes(-6), Body, [second, first]);
        var text = Encoding.UTF8.GetString(Body);

        var answers = await AskAsync(folder, (first, sent, text), (second, sent, text), (stranger, sent, text), (first, sent, text + " "), (first, [("webhook-id", "msg_2"), sent[1], sent[2]], text), (first, old, text));

        Assert.Equal(["ok", "ok"], answers[..2]);
        Assert.DoesNotContain("ok", answers[2..]);
        Assert.Equal(6, answers.Count);
    }

    [Fact]
    public void NewSecret_Has256BitsAndIsNeverTheSame()
    {
        Assert.Equal(32, Convert.FromBase64String(WebhookSignature.NewSecret()["whsec_".Length..]).Length);
        Assert.NotEqual(WebhookSignature.NewSecret(), WebhookSignature.NewSecret());
    }

    private static async Task<List<string>> AskAsync(string folder, params (string Secret, IReadOnlyList<(string Name, string Value)> Headers, string Body)[] questions)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["verify.js"]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        foreach (var (secret, headers, body) in questions)
            await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { secret, headers = headers.ToDictionary(header => header.Name, header => header.Value), body }));
        node.StandardInput.Close();
        var lines = (await node.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await node.WaitForExitAsync();
        return [.. lines];
    }

    private static async Task<string?> InstalledAsync()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Infrastructure", "Notifications", "webhooks", "install.sh");
        if (OperatingSystem.IsWindows() || !File.Exists(script)) return null;
        using var process = Process.Start(new ProcessStartInfo("bash", [script, "--cached"]) { RedirectStandardOutput = true })!;
        var folder = (await process.StandardOutput.ReadToEndAsync()).Trim();
        await process.WaitForExitAsync();
        return folder.Length > 0 ? folder : null;
    }
}
