using System.CommandLine;
using System.CommandLine.Invocation;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Simulator;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CopyTrade.Web.Cli;

/// <summary>The verbs of the program. Whatever fails ends in one line on standard error and an exit code above zero.</summary>
internal static class CommandLine
{
    private const int Failed = 1;
    private const int Misused = 2;

    public static async Task<int> RunAsync(string[] args, CliEnvironment environment, CancellationToken ct = default)
    {
        var parsed = Root(environment).Parse(args);
        if (parsed.Action is ParseErrorAction && parsed.Errors is [var first, ..])
        {
            await environment.Error.WriteLineAsync(string.Join(' ', first.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
            return Misused;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = environment.Out,
                Error = environment.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,   // the host ends itself in order; it must not be cut short
            }, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return Failed;
        }
        catch (Exception e)
        {
            await environment.Error.WriteLineAsync(Sentence(e));
            return Failed;
        }
    }

    private static RootCommand Root(CliEnvironment environment)
    {
        var root = new RootCommand("Copies trades of Polymarket wallets. Without a verb it serves.");
        root.Add(CliOutput.Json);
        ServeCommand.MakeDefault(root, environment);
        root.Add(ServeCommand.Create(environment));
        root.Add(MigrateCommand.Create(environment));
        root.Add(DatabaseLoginsCommand.Create(environment));
        root.Add(RotateKeyCommand.Create(environment));
        root.Add(UserCommand.Create(environment));
        root.Add(AccountCommand.Create(environment));
        root.Add(ApiKeyCommand.Create(environment));
        root.Add(WalletCommand.Create(environment));
        root.Add(TargetCommand.Create(environment));
        root.Add(SignalsCommand.Create(environment));
        root.Add(ReplayIntentsCommand.Create(environment));
        root.Add(HealthCheckCommand.Create(environment));
        root.Add(SimulatorCommand.Create(environment));
        root.Add(ConfigCommand.Create(environment));
        root.Add(VersionCommand.Create(environment));
        root.Add(UpdateCommand.Create(environment));
        return root;
    }

    /// <summary>What to say about a failure; never a stack trace, which the log has.</summary>
    private static string Sentence(Exception exception) => exception switch
    {
        CliFailure or StartupException or SimulatorStartException or SignerUnavailableException => exception.Message,
        OptionsValidationException options => options.Failures.First(),
        VenueUnavailableException => $"The venue does not answer: {FirstLine.Of(exception)}",
        NpgsqlException => $"The database failed: {FirstLine.Of(exception)}",
        _ => $"Unexpected failure ({exception.GetType().Name}): {FirstLine.Of(exception)}",
    };
}
