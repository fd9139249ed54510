using System.CommandLine;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Accounts.Preflight;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Web.Cli;

/// <summary>Has a wallet checked by the host that holds its key, and waits for what it finds.</summary>
internal static class WalletCheckCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.5);

    public static Command Create(CliEnvironment environment)
    {
        var check = new Command("check", "Checks whether the wallet can trade; needs a running host.") { CliOptions.Email };
        check.SetAction((parsed, ct) => RunAsync(environment, parsed, ct));
        return check;
    }

    private static async Task<int> RunAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        await using var session = await CliSession.OpenAsync(environment, ct);
        var tenant = await session.TenantAsync(parsed.GetRequiredValue(CliOptions.Email), ct);
        var preflight = session.Get<IPreflight>();
        var id = await preflight.RequestAsync(tenant, ct) ?? throw new CliFailure("No wallet with a key is connected: a paper account has nothing to check.");
        var run = await WaitAsync(preflight, tenant, id, ct);
        await environment.WriteAsync(parsed, string.Join(Environment.NewLine, run.Findings.Select(finding => $"{finding.State.ToText(),-8} {finding.Check}: {finding.Text}")), new
        {
            run.IsClear,
            Findings = run.Findings.Select(finding => new { Check = finding.Check.ToText(), State = finding.State.ToText(), finding.Text }),
        });
        return run.IsClear ? 0 : throw new CliFailure(run.Findings.First(finding => finding.State is not (CheckState.Passed or CheckState.Warned)).Text);
    }

    private static async Task<PreflightRun> WaitAsync(IPreflight preflight, TenantRef tenant, Guid id, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            if (await preflight.LatestAsync(tenant, ct) is { EndedAt: not null } run && run.Id == id) return run;
            await Task.Delay(Look, TimeProvider.System, ct);
        }

        throw new CliFailure("No host with the executor role has answered: start one and try again.");
    }
}
