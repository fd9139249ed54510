using Microsoft.Extensions.Logging;

namespace CopyTrade.Tests.Faults;

/// <summary>Prints what a former leader is told, so that whoever started its process can count it.</summary>
internal sealed class FenceLog : ILoggerProvider, ILogger
{
    /// <summary>The database refused a write under an old token.</summary>
    public const string Refused = "fence: refused";

    /// <summary>The process found out by itself before it sent.</summary>
    public const string HeldBack = "fence: not sent";

    private const int NotLeading = 1454;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == NotLeading) Console.WriteLine(HeldBack);
        else if (exception?.ToString().Contains("another host leads", StringComparison.Ordinal) == true) Console.WriteLine(Refused);
    }

    public void Dispose()
    {
    }
}
