using System.Reflection;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Simulator;
using CopyTrade.Web.Cli;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Tests.Architecture;

/// <summary>An event's number finds one message: whoever looks for it in a log, or has an alarm on it, means that one.</summary>
public sealed class LogEventTests
{
    private static readonly Assembly[] Written = [typeof(TenantScopes).Assembly, typeof(SimulatorHost).Assembly, typeof(CommandLine).Assembly];

    [Fact]
    public void EventId_OfEachMessage_IsItsOwn()
    {
        const BindingFlags any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var messages = Written.SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(any).Select(method => (Name: $"{type.FullName}.{method.Name}", method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId)))
            .Where(message => message.EventId is not null)
            .ToList();

        Assert.True(messages.Count > 100, $"{messages.Count} messages were found");   // control
        Assert.Empty(messages.GroupBy(message => message.EventId).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {string.Join(", ", same.Select(message => message.Name))}"));
    }
}
