using CopyTrade.Infrastructure.Operations;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace CopyTrade.Web.Hosting;

/// <summary>Ends a line with the ids of what it belongs to, where its words do not name them: <c>[correlationId=… ruleId=…]</c>.</summary>
internal sealed class TrailEnricher : ILogEventEnricher
{
    private static readonly (string Field, string Shown)[] Fields =
    [
        .. ((string[])[Correlation.CorrelationId, Correlation.AlertId, Correlation.JobId, Correlation.RuleId, Correlation.Exit, Correlation.OrderId])
            .Select(field => (field, char.ToLowerInvariant(field[0]) + field[1..])),
    ];

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        List<string>? trail = null;
        foreach (var (field, shown) in Fields)
        {
            if (!logEvent.Properties.TryGetValue(field, out var value) || value is ScalarValue { Value: null } || Says(logEvent, field)) continue;
            (trail ??= []).Add($"{shown}={value.ToString("l", null)}");
        }

        if (trail is not null) logEvent.AddPropertyIfAbsent(new LogEventProperty("Trail", new ScalarValue($" [{string.Join(' ', trail)}]")));
    }

    private static bool Says(LogEvent logEvent, string field) => logEvent.MessageTemplate.Tokens.OfType<PropertyToken>().Any(token => token.PropertyName == field);
}
