using System.CommandLine;
using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Registration;

namespace CopyTrade.Web.Cli;

internal static class UserCommand
{
    private static readonly Option<string> Role = new("--role") { Description = "trader, operator or administrator; the first account is administrator by default." };

    public static Command Create(CliEnvironment environment)
    {
        Role.AcceptOnlyFromAmong("trader", "operator", "administrator");
        var add = new Command("add", "Creates an account; the password is read from standard input.") { CliOptions.Email, Role };
        add.SetAction((parsed, ct) => AddAsync(environment, parsed, ct));
        var password = new Command("password", "Gives an account another password, read from standard input, lifts its lockout and ends its sessions.") { CliOptions.Email };
        password.SetAction((parsed, ct) => SetPasswordAsync(environment, parsed, ct));
        var secondFactor = new Command("two-factor-off", "Turns two-factor sign-in of an account off and ends its sessions: for a lost phone without recovery codes.") { CliOptions.Email };
        secondFactor.SetAction((parsed, ct) => TurnSecondFactorOffAsync(environment, parsed, ct));
        return new Command("user", "Accounts of people.") { add, password, secondFactor };
    }

    private static async Task<int> SetPasswordAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        var password = await ReadPasswordAsync(environment, ct);
        await using var session = await CliSession.OpenAsync(environment, ct);
        var user = (await session.TenantAsync(parsed.GetRequiredValue(CliOptions.Email), ct)).Owner;
        if (await session.Get<AccountRecovery>().SetPasswordAsync(user, password) is [var refusal, ..]) throw new CliFailure(refusal.Message);
        await environment.WriteAsync(parsed, "The password is set, and every session of the account ends. Its passkeys, API keys and two-factor sign-in stay as they are.", new { UserId = user.Value });
        return 0;
    }

    private static async Task<int> TurnSecondFactorOffAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        await using var session = await CliSession.OpenAsync(environment, ct);
        var user = (await session.TenantAsync(parsed.GetRequiredValue(CliOptions.Email), ct)).Owner;
        var wasOn = await session.Get<AccountRecovery>().TurnSecondFactorOffAsync(user);
        await environment.WriteAsync(
            parsed,
            wasOn ? "Two-factor sign-in is off, and every session of the account ends. Ask its owner to turn it on again with another phone." : "Two-factor sign-in was off already.",
            new { UserId = user.Value, WasOn = wasOn });
        return 0;
    }

    private static async Task<string> ReadPasswordAsync(CliEnvironment environment, CancellationToken ct)
    {
        var password = await environment.ReadSecretAsync("Password", ct);
        return password.Length > 0 ? password : throw new CliFailure("Give the password on standard input.");
    }

    private static async Task<int> AddAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        var email = parsed.GetRequiredValue(CliOptions.Email).Trim();
        if (email.Length > 200 || !System.Net.Mail.MailAddress.TryCreate(email, out var address) || address.Address != email) throw new CliFailure($"'{email}' is not an e-mail address.");
        var role = parsed.GetValue(Role) is { } word ? Enum.Parse<Role>(word, ignoreCase: true) : (Role?)null;
        var password = await ReadPasswordAsync(environment, ct);
        await using var session = await CliSession.OpenAsync(environment, ct);
        switch (await session.Get<RegisterAccountHandler>().HandleAsync(email, password, role, ct))
        {
            case RegisterAccountResult.Registered done:
                await environment.WriteAsync(parsed, $"Created {email} ({done.Role.ToString().ToLowerInvariant()}).",
                    new { Email = email, UserId = done.Tenant.Owner.Value, TenantId = done.Tenant.Tenant.Value, Role = done.Role.ToString().ToLowerInvariant() });
                return 0;
            case RegisterAccountResult.Refused refused:
                throw new CliFailure(refused.Reasons[0].Message);
            default:
                throw new InvalidOperationException("An unknown outcome of a registration.");
        }
    }
}
