using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Accounts.Preflight;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Venue.Signing;
using Microsoft.Extensions.Logging;
using JobOutcome = CopyTrade.Domain.Alerts.JobOutcome;   // recurring jobs have another

namespace CopyTrade.Infrastructure.Accounts.Preflight;

/// <summary>Runs the checks of one wallet: asks everybody at once and writes down what is known as soon as it is.</summary>
internal sealed partial class PreflightHandler(TenantScopes scopes, PreflightSources sources, TimeProvider clock, ILogger<PreflightHandler> logger) : IJobHandler
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    public JobKind Kind => JobKind.Preflight;

    public async Task<JobOutcome> RunAsync(HarnessJob job, CancellationToken ct)
    {
        using var payload = JsonDocument.Parse(job.Payload);
        var run = payload.RootElement.GetProperty("run").GetGuid();
        if (await BeginAsync(job.Tenant, run, ct) is not { } facts) return new JobOutcome.Done("The wallet was disconnected, or was checked already.");
        using var time = new CancellationTokenSource(Most, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, time.Token);
        await foreach (var done in Task.WhenEach(Read(job.Tenant, facts.Wallet, limit.Token).ToList()).WithCancellation(ct))
        {
            facts = (await done)(facts);
            await WriteAsync(job.Tenant, run, PreflightJudge.Judge(facts), isLast: false, ct);
        }

        var findings = PreflightJudge.Judge(facts);
        await WriteAsync(job.Tenant, run, findings, isLast: true, ct);
        var open = findings.Count(finding => finding.State is CheckState.Failed or CheckState.Unknown);
        return new JobOutcome.Done(open == 0 ? "The wallet can trade." : $"{open} of {findings.Count} checks stand in the way.");
    }

    private IEnumerable<Task<Func<PreflightFacts, PreflightFacts>>> Read(TenantRef tenant, WalletConnection wallet, CancellationToken ct)
    {
        yield return InAsync(sources.KeyAsync(tenant, wallet, ct), (facts, reading) => facts with { KeyProblem = reading });
        yield return InAsync(sources.SkewAsync(ct), (facts, reading) => facts with { Skew = reading });
        yield return InAsync(sources.RegionAsync(ct), (facts, reading) => facts with { Region = reading });
        yield return InAsync(sources.AccountAsync(tenant, wallet, ct), (facts, reading) => facts with { Account = reading });
        yield return InAsync(sources.ChainAsync(wallet, ct), (facts, reading) => facts with { Chain = reading });
    }

    private async Task<Func<PreflightFacts, PreflightFacts>> InAsync<T>(Task<Reading<T>> reading, Func<PreflightFacts, Reading<T>, PreflightFacts> put)
    {
        Reading<T> read;
        try
        {
            read = await reading;
        }
        catch (OperationCanceledException)
        {
            read = new(default, $"Not known: no answer within {Most.TotalSeconds:0} s. Run the checks again.");
        }

        catch (Exception e)
        {
            // One source that breaks must not hide what the others know.
            Log.Broke(logger, e);
            read = new(default, "Not known: reading it broke, as the log says. Run the checks again.");
        }

        return facts => put(facts, read);
    }

    private async Task<PreflightFacts?> BeginAsync(TenantRef tenant, Guid run, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        if (await PreflightRows.FindAsync(scope, run) is not { EndedAt: null }) return null;
        var wallet = await WalletRows.FindActiveAsync(scope, tenant.Tenant);
        var grant = wallet is null ? null : await WalletRows.FindGrantAsync(scope, wallet.Id);
        await scope.ExecuteAsync("update wallet_preflight set started_at = coalesce(started_at, @now), ended_at = case when @isOver then @now end where id = @run", new { run, now, isOver = wallet is null });
        await scope.CommitAsync();
        return wallet is null ? null : new PreflightFacts(wallet, grant, WalletDerivation.ProxyOf(wallet.Signer), WalletDerivation.SafeOf(wallet.Signer), now);
    }

    private async Task WriteAsync(TenantRef tenant, Guid run, IReadOnlyList<PreflightFinding> findings, bool isLast, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        await scope.ExecuteAsync("update wallet_preflight set findings = @findings::jsonb, ended_at = case when @isLast then coalesce(ended_at, @now) else ended_at end where id = @run",
            new { run, findings = PreflightRows.Write(findings), isLast, now = clock.GetUtcNow() });
        scope.Announce(ChangeKind.Preflight, tenant.Tenant);
        await scope.CommitAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1131, Level = LogLevel.Error, Message = "A source of the wallet checks broke.")]
        public static partial void Broke(ILogger logger, Exception exception);
    }
}
