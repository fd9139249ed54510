using System.CommandLine;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Web.Cli;

/// <summary>Replaces the master key under running hosts.</summary>
internal static class RotateKeyCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("rotate-key", "Replaces the master key: wraps every stored secret anew. Can be stopped and started again.");
        command.SetAction((parsed, ct) => RunAsync(environment, parsed, ct));
        return command;
    }

    private static async Task<int> RunAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        await using var session = await CliSession.OpenAsync(environment, ct);
        var file = session.Settings.MasterKeyFile;
        var (rewrapped, secrets) = await new KeyRotation(session.Installation.Databases, session.Get<TenantScopes>()).RunAsync(session.Installation.MasterKey!, file, ct);
        var previous = MasterKeyFile.PreviousOf(file);
        await environment.WriteAsync(
            parsed,
            $"{rewrapped} of {secrets} secrets were wrapped anew; {file} holds the new master key: back it up. The old one is in {previous}: delete it once every host was started again.",
            new { rewrapped, secrets, file, previous });
        return 0;
    }
}
