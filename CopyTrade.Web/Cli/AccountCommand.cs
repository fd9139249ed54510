using System.CommandLine;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Simulation;

namespace CopyTrade.Web.Cli;

/// <summary>Which of a person's two accounts the other verbs and the pages work on, and whether it may take new risk.</summary>
internal static class AccountCommand
{
    private static readonly Option<bool> Empty = new("--empty") { Description = "A new account follows nobody; otherwise it takes over the followed wallets." };

    private static readonly Option<string> Reason = new("--reason") { Description = "Why, for the owner to read.", Required = true };

    // The shell has no user: whoever may run it on this machine is an operator.
    private static readonly UserId Shell = new(Guid.Empty);

    public static Command Create(CliEnvironment environment) => new("account", "Changes between the paper account and the live account of a person; suspends an account.")
    {
        Suspend(environment),
        Resume(environment),
        Verb(environment, "paper", "Live books, simulated fills, no key. Opened when there is none.", AccountMoney.Paper),
        Verb(environment, "live", "The account that trades at the venue. Opened when there is none; it then needs a wallet.", AccountMoney.Live),
    };

    private static Command Suspend(CliEnvironment environment)
    {
        var verb = new Command("suspend", "No new risk for this account until it is resumed; exits and rules go on. Its owner sees the reason and cannot release it.") { CliOptions.Email, Reason };
        verb.SetAction(async (parsed, ct) =>
        {
            await using var session = await CliSession.OpenAsync(environment, ct);
            var tenant = await session.TenantAsync(parsed.GetRequiredValue(CliOptions.Email), ct);
            await session.Get<ITradingSwitch>().SetAsync(tenant, Shell, HaltKind.Halt, parsed.GetRequiredValue(Reason), ct);
            await environment.WriteAsync(parsed, "Suspended.", new { AccountId = tenant.Tenant.Value, Suspended = true });
            return 0;
        });
        return verb;
    }

    private static Command Resume(CliEnvironment environment)
    {
        var verb = new Command("resume", "Ends the suspension of an account.") { CliOptions.Email };
        verb.SetAction(async (parsed, ct) =>
        {
            await using var session = await CliSession.OpenAsync(environment, ct);
            var tenant = await session.TenantAsync(parsed.GetRequiredValue(CliOptions.Email), ct);
            await session.Get<ITradingSwitch>().ReleaseAsync(tenant, Shell, HaltKind.Halt, ct);
            await environment.WriteAsync(parsed, "Resumed.", new { AccountId = tenant.Tenant.Value, Suspended = false });
            return 0;
        });
        return verb;
    }

    private static Command Verb(CliEnvironment environment, string name, string does, AccountMoney money)
    {
        var verb = new Command(name, does) { CliOptions.Email, Empty };
        verb.SetAction((parsed, ct) => ChooseAsync(environment, parsed, money, ct));
        return verb;
    }

    private static async Task<int> ChooseAsync(CliEnvironment environment, ParseResult parsed, AccountMoney money, CancellationToken ct)
    {
        await using var session = await CliSession.OpenAsync(environment, ct);
        if (money == AccountMoney.Live && session.Settings.Mode == VenueMode.Paper) throw new CliFailure("This installation is in Paper mode: it has no live accounts.");
        var shown = await session.TenantAsync(parsed.GetRequiredValue(CliOptions.Email), ct);
        var account = await session.Get<PaperAccounts>().ChooseAsync(shown.Owner, money, copyTargets: !parsed.GetValue(Empty), ct);
        await environment.WriteAsync(parsed, $"The {money.ToText()} account is shown now.", new { AccountId = account.Tenant.Value, Money = money.ToText() });
        return 0;
    }
}
