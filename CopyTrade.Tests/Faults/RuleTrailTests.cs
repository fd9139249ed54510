using System.Collections.Concurrent;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Faults;

/// <summary>R4.23: one id leads through the log from the request that made a rule to the order that came of it.</summary>
public sealed class RuleTrailTests
{
    [Fact]
    public async Task CorrelationId_OfTheRequestThatMadeARule_IsInTheLinesOfItsFiringAndOrder()
    {
        using var lines = new ScopedLines();
        await using var rig = await EngineRig.StartAsync();
        await rig.FollowAsync(EngineRig.Leader(931));
        await rig.PauseAsync();
        await rig.RunAsync(services => services.AddSingleton<ILoggerProvider>(lines).Configure<LoggerFilterOptions>(filter => filter.MinLevel = LogLevel.Information));
        var token = (await rig.TokensAsync())[0];
        await rig.Venue.TradeAsync(EngineRig.Leader(931), token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await rig.SettledAsync(1);
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Database.QueryAsync<long>("select count(*) from lot")).Single() > 0);

        var terms = new RuleTerms(RuleKind.StopLoss, ConditionId.Parse(token.ConditionId), TokenId.Parse(token.TokenId), Price.Of(0.40m), null, ExitAction.SellAll.Instance);
        RuleId rule;
        using (Correlation.Begin(NullLogger.Instance, "request-17"))
            rule = Assert.IsType<RuleChange.Done>(await rig.Get<IRuleChanges>().CreateAsync(rig.Tenant, new([terms], "Question", "Yes"), CancellationToken.None)).Rules[0].Id;
        await rig.Venue.PriceAsync(token.TokenId, 0.30m);
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Get<IRulesQuery>().ExitsAsync(rig.Tenant, rule, CancellationToken.None)) is [{ State: "done" }]);

        var order = (await rig.Get<IRulesQuery>().ExitsAsync(rig.Tenant, rule, CancellationToken.None))[0].Orders[0];
        var trail = lines.Written.Where(line => line.Contains("CorrelationId=request-17", StringComparison.Ordinal)).ToList();
        Assert.Contains(trail, line => line.Contains("fired", StringComparison.Ordinal) && line.Contains(rule.ToString(), StringComparison.Ordinal) && line.Contains("Exit=1", StringComparison.Ordinal));
        Assert.Contains(trail, line => line.Contains($"sells by order {order}", StringComparison.Ordinal));
    }

    /// <summary>Lines with the fields of their scopes.</summary>
    private sealed class ScopedLines : ILoggerProvider, ISupportExternalScope, ILogger
    {
        private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

        public ConcurrentQueue<string> Written { get; } = new();

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => _scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var fields = new List<string>();
            _scopes.ForEachScope((scope, into) =>
            {
                if (scope is IEnumerable<KeyValuePair<string, object?>> pairs) into.AddRange(pairs.Select(pair => $"{pair.Key}={pair.Value}"));
            }, fields);
            Written.Enqueue($"{formatter(state, exception)} [{string.Join(' ', fields)}]");
        }

        public void Dispose()
        {
        }
    }
}
