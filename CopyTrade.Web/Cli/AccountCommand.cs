using System.CommandLine;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Simulation;

namespace CopyTrade.Web.Cli;

/// <summary>Which of a person's two accounts the other verbs and the pages work on.</summary>
internal static class AccountCommand
{
    private static readonly Option<bool> Empty = new("--empty") { Description = "A new account follows nobody; otherwise it takes over the followed wallets." };

    public static Command Create(CliEnvironment environment) => new("account", "Changes between the paper account and the live account of a person.")
    {
        Verb(environment, "paper", "Live books, simulated fills, no key. Opened when there is none.", AccountMoney.Paper),
        Verb(environment, "live", "The account that trades at the venue. Opened when there is none; it then needs a wallet.", AccountMoney.Live),
    };

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
