using System.CommandLine;
using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts.ApiKeys;

namespace CopyTrade.Web.Cli;

internal static class ApiKeyCommand
{
    private static readonly Option<string> Scopes = new("--scopes") { Description = "Comma-separated: " + string.Join(", ", ApiKeyScope.All) + "; or all.", Required = true };
    private static readonly Option<string> Name = new("--name") { Description = "What the key is for.", DefaultValueFactory = _ => "command line" };
    private static readonly Option<DateTimeOffset?> Expires = new("--expires") { Description = "When it ends by itself, as 2027-01-31T00:00:00Z." };

    public static Command Create(CliEnvironment environment)
    {
        var add = new Command("add", "Creates an API key and prints it once.") { CliOptions.Email, Scopes, Name, Expires };
        add.SetAction((parsed, ct) => AddAsync(environment, parsed, ct));
        return new Command("api-key", "Keys of the HTTP API.") { add };
    }

    private static async Task<int> AddAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        var text = parsed.GetRequiredValue(Scopes);
        IReadOnlyCollection<string> scopes = text.Trim() == "all" ? [.. ApiKeyScope.All] : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        await using var session = await CliSession.OpenAsync(environment, ct);
        var tenant = await session.TenantAsync(parsed.GetRequiredValue(CliOptions.Email), ct);
        switch (await session.Get<CreateApiKeyHandler>().HandleAsync(tenant, parsed.GetValue(Name) ?? "", scopes, parsed.GetValue(Expires), ct))
        {
            case CreateApiKeyResult.Created created:
                await environment.WriteAsync(parsed, created.Key, new { created.Id, created.Key, Scopes = scopes });
                return 0;
            case CreateApiKeyResult.Refused refused:
                throw new CliFailure(refused.Reason.Message);
            default:
                throw new InvalidOperationException("An unknown outcome of making a key.");
        }
    }
}
