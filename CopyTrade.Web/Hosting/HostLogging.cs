using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace CopyTrade.Web.Hosting;

/// <summary>Serilog to the console and to a file a day under <c>Data:Directory/logs</c>. Messages are source-generated and carry stable event names.</summary>
internal static class HostLogging
{
    private const string ConsoleLine = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{Trail:l}{Cause:l}{NewLine}";
    private const string FileLine = "{Timestamp:O} {Level:u3} {EventName} {SourceContext} {Message:lj}{Trail:l}{NewLine}{Exception}";

    /// <param name="logging">The host's logging.</param>
    /// <param name="dataDirectory">Where the files go.</param>
    /// <param name="console">False for a command whose output is read by a machine.</param>
    public static void AddHostLogging(this ILoggingBuilder logging, string dataDirectory, bool console)
    {
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning)
            .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
            .MinimumLevel.Override("CopyTrade.Infrastructure.Accounts.ApiKeys.ApiKeyAuthenticationHandler", LogEventLevel.Warning)
            // A refused or abandoned request is in the request log already.
            .MinimumLevel.Override("Microsoft.AspNetCore.Antiforgery", LogEventLevel.Fatal)
            .Enrich.FromLogContext()
            .Enrich.With<EventNameEnricher>()
            .Enrich.With<CauseEnricher>()
            .Enrich.With<TrailEnricher>()
            .WriteTo.File(
                Path.Combine(dataDirectory, "logs", "copytrade-.log"),
                outputTemplate: FileLine,
                formatProvider: CultureInfo.InvariantCulture,
                rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: 14,
                fileSizeLimitBytes: 50_000_000,
                rollOnFileSizeLimit: true,
                shared: true);
        if (console) configuration.WriteTo.Console(outputTemplate: ConsoleLine, formatProvider: CultureInfo.InvariantCulture);
        logging.ClearProviders();
        logging.AddSerilog(configuration.CreateLogger(), dispose: true);
    }

    /// <summary>The provider hands over the event id as a structure; the file shows its name, or its number where it has none.</summary>
    private sealed class EventNameEnricher : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            if (!logEvent.Properties.TryGetValue("EventId", out var value) || value is not StructureValue id) return;
            var shown = id.Properties.FirstOrDefault(property => property.Name == "Name") ?? id.Properties.FirstOrDefault(property => property.Name == "Id");
            if (shown is not null) logEvent.AddPropertyIfAbsent(new LogEventProperty("EventName", shown.Value));
        }
    }

    /// <summary>The console names the cause of a failure in a few words; the file has its whole trace.</summary>
    private sealed class CauseEnricher : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            if (logEvent.Exception is { } cause)
                logEvent.AddPropertyIfAbsent(new LogEventProperty("Cause", new ScalarValue($" {cause.GetType().Name}: {cause.Message.Split('\n', 2)[0].Trim()}")));
        }
    }
}
