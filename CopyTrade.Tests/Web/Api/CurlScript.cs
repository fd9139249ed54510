using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CopyTrade.Tests.Web.Api;

/// <summary>Runs the <c>sh</c> blocks of a document as a reader would, by bash and curl, against a running host.</summary>
internal static class CurlScript
{
    private const string Written = "http://localhost:5080";

    // Each call leaves its command, status and body; the id of a rule that was made is what later lines call $RULE, that of a channel $CHANNEL.
    private const string Watched = """
        n=0
        curl() {
          n=$((n + 1))
          printf '%q ' curl "$@" > "$OUT/$n.command"
          command curl --silent --show-error --max-time 60 --output "$OUT/$n.body" --write-out '%{http_code}' "$@" > "$OUT/$n.status" || return
          if [[ $(< "$OUT/$n.status") == 201 && $(< "$OUT/$n.body") == '{"id":"'*'"ruleType"'* ]]; then RULE=$(head -c 43 "$OUT/$n.body" | tail -c 36); fi
          if [[ $(< "$OUT/$n.status") == 201 && $(< "$OUT/$n.body") == '{"id":"'*'"signingSecret"'* ]]; then CHANNEL=$(head -c 43 "$OUT/$n.body" | tail -c 36); fi
        }

        """;

    public static async Task<IReadOnlyList<CurlCall>> RunAsync(string document, Uri host, string key, string market, string token)
    {
        var lines = string.Join('\n', Regex.Matches(document, "^```sh\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Select(block => block.Groups[1].Value));
        var folder = Directory.CreateTempSubdirectory("copytrade-curl-");
        try
        {
            var start = new ProcessStartInfo("bash", ["-eu", "-c", Watched + lines.Replace(Written, host.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)]) { RedirectStandardError = true, RedirectStandardOutput = true };
            foreach (var (name, value) in ((string, string)[])[("OUT", folder.FullName), ("KEY", key), ("MARKET", market), ("TOKEN", token)]) start.Environment[name] = value;
            using var bash = Process.Start(start)!;
            var (said, wrong) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
            await bash.WaitForExitAsync();
            Assert.True(bash.ExitCode == 0, $"The lines ended with {bash.ExitCode}: {await wrong} {await said} (curl and bash are needed; test.sh installs curl)");
            var calls = new List<CurlCall>();
            for (var n = 1; File.Exists(Path.Combine(folder.FullName, $"{n}.status")); n++)
                calls.Add(new(await ReadAsync(n, "command"), int.Parse(await ReadAsync(n, "status"), CultureInfo.InvariantCulture), File.Exists(Path.Combine(folder.FullName, $"{n}.body")) ? await ReadAsync(n, "body") : ""));
            return calls;
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Task<string> ReadAsync(int n, string what) => File.ReadAllTextAsync(Path.Combine(folder.FullName, $"{n}.{what}"));
    }
}
