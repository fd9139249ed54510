using System.CommandLine;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Infrastructure.Venue.Signing;
using Microsoft.Extensions.Options;

namespace CopyTrade.Web.Cli;

/// <summary>The preflight: each check passes or not, and a critical one that fails makes the exit code 1 (R1.15).</summary>
internal static class HealthCheckCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(10);

    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("health-check", "Checks settings, database, master key and venue.");
        command.SetAction((parsed, ct) => RunAsync(environment, parsed, ct));
        return command;
    }

    private static async Task<int> RunAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        // Opening proves settings, database, schema and master key; what fails there ends with its own sentence.
        await using var session = await CliSession.OpenAsync(environment, ct);
        session.Get<IServiceProvider>().GetService<IStartupValidator>()?.Validate();
        List<Check> checks =
        [
            new("database", true, true, "The database answers and its schema is up to date."),
            new("master_key", true, true, "The master key belongs to this database."),
            EthereumSigner.IsNative
                ? new("native_signer", true, false, "Signatures are made by libsecp256k1.")
                : new("native_signer", false, false, "libsecp256k1 is missing: signatures are made by slower code. Install libsecp256k1-1 or libsecp256k1-2."),
        ];
        checks.AddRange(session.Settings.OwnsVenue
            ? [new Check("venue", true, true, "The demo venue starts with the host.")]
            : await VenueAsync(session.Get<IOptions<VenueOptions>>().Value, ct));

        var lines = checks.Select(check => $"{(check.Passed ? "ok  " : check.Critical ? "FAIL" : "warn")} {check.Name}: {check.Message}");
        await environment.WriteAsync(parsed, string.Join(Environment.NewLine, lines), checks);
        if (checks.FirstOrDefault(check => check is { Passed: false, Critical: true }) is { } failed) throw new CliFailure(failed.Message);
        return 0;
    }

    private static async Task<IEnumerable<Check>> VenueAsync(VenueOptions venue, CancellationToken ct)
    {
        using var http = new HttpClient(new SocketsHttpHandler()) { Timeout = Patience };
        var (clock, time) = await AskAsync(http, venue.ClobUrl, "/time", ct);
        var (data, _) = await AskAsync(http, venue.DataApiUrl, "/trades?limit=1", ct);
        return
        [
            new Check("order_api", clock is null, true, clock ?? $"{venue.ClobUrl} answers."),
            new Check("data_api", data is null, true, data ?? $"{venue.DataApiUrl} answers."),
            .. time is { } seconds ? [Skew(seconds)] : (Check[])[],
        ];
    }

    private static Check Skew(long seconds)
    {
        var skew = (TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration();
        return skew <= MostSkew
            ? new Check("clock", true, false, "This machine's clock agrees with the venue's.")
            : new Check("clock", false, false, $"This machine's clock is {skew.TotalSeconds:0} s away from the venue's: set it by NTP.");
    }

    private static async Task<(string? Problem, long? Number)> AskAsync(HttpClient http, string address, string path, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(address.TrimEnd('/') + path), ct);
            if (!answer.IsSuccessStatusCode) return ($"The venue at {address} answers {(int)answer.StatusCode}.", null);
            var text = await answer.Content.ReadAsStringAsync(ct);
            return (null, long.TryParse(text.Trim().Trim('"'), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return ($"The venue at {address} does not answer.", null);
        }
    }

    private sealed record Check(string Name, bool Passed, bool Critical, string Message);
}
