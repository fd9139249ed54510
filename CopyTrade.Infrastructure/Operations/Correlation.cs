using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>The id that joins log lines of one cause, from a request to the order that came of it (R4.23). Flows with the call.</summary>
public static class Correlation
{
    /// <summary>Names of the fields that log lines carry.</summary>
    public const string CorrelationId = "CorrelationId";
    public const string AlertId = "AlertId";
    public const string JobId = "JobId";
    public const string RuleId = "RuleId";
    public const string Exit = "Exit";
    public const string OrderId = "OrderId";

    private static readonly AsyncLocal<string?> Id = new();

    /// <summary>Null outside of a request or job.</summary>
    public static string? Current => Id.Value;

    /// <summary>Until disposed, everything that is logged below carries this id and these fields.</summary>
    public static IDisposable Begin(ILogger logger, string? id, params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        var words = new Dictionary<string, object?>(fields.Length + 1, StringComparer.Ordinal);
        if (id is not null) words[CorrelationId] = id;
        foreach (var (name, value) in fields) words[name] = value;
        var before = Id.Value;
        Id.Value = id;
        return new Ended(before, logger.BeginScope(words));
    }

    private sealed class Ended(string? before, IDisposable? scope) : IDisposable
    {
        public void Dispose()
        {
            scope?.Dispose();
            Id.Value = before;
        }
    }
}
