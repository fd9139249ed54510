using System.CommandLine;
using CopyTrade.Domain.Accounts;
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
        return new Command("user", "Accounts of people.") { add };
    }

    private static async Task<int> AddAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        var email = parsed.GetRequiredValue(CliOptions.Email).Trim();
        if (email.Length > 200 || !System.Net.Mail.MailAddress.TryCreate(email, out var address) || address.Address != email) throw new CliFailure($"'{email}' is not an e-mail address.");
        var role = parsed.GetValue(Role) is { } word ? Enum.Parse<Role>(word, ignoreCase: true) : (Role?)null;
        var password = await environment.ReadSecretAsync("Password", ct);
        if (password.Length == 0) throw new CliFailure("Give the password on standard input.");

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
