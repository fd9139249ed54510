using System.CommandLine;
using CopyTrade.Domain.Signals;
using CopyTrade.Infrastructure.Signals;

namespace CopyTrade.Web.Cli;

/// <summary>Judges recorded intents again, without any effect (R1.16).</summary>
internal static class ReplayIntentsCommand
{
    private const long LargestFile = 256_000_000;
    private static readonly Argument<FileInfo> File = new("file") { Description = "Recorded intents, one JSON object a line." };
    private static readonly Option<FileInfo> Out = new("--out") { Description = "Where the outcome of each line is written; standard output when not given." };
    private static readonly Option<string> Email = new("--email") { Description = "Whose profile judges.", Required = true };

    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("replay-intents", "Judges recorded intents again by a profile's rules; orders nothing, stores nothing.") { File, Email, SignalsCommand.Profile, Out };
        command.SetAction((parsed, ct) => RunAsync(environment, parsed, ct));
        return command;
    }

    private static async Task<int> RunAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        var file = parsed.GetRequiredValue(File);
        if (!file.Exists) throw new CliFailure($"There is no file {file}.");
        if (file.Length > LargestFile) throw new CliFailure($"{file} has more than {LargestFile / 1_000_000} MB: replay a part of it.");

        await using var session = await CliSession.OpenAsync(environment, ct);
        var tenant = await session.TenantAsync(parsed.GetRequiredValue(Email), ct);
        var profile = await SignalsCommand.FindAsync(session, tenant, parsed.GetRequiredValue(SignalsCommand.Profile), ct);
        var report = SignalReplay.Run(System.IO.File.ReadLines(file.FullName), profile.Terms);
        var text = ReplayText.Write(report);
        if (parsed.GetValue(Out) is not { } target)
        {
            await environment.Out.WriteAsync(text);
            return 0;
        }

        await System.IO.File.WriteAllTextAsync(target.FullName, text, ct);
        await environment.WriteAsync(parsed, $"{report.Validated} validated, {report.Rejected} rejected; each line in {target}.", new { report.Validated, report.Rejected });
        return 0;
    }
}
