using System.CommandLine;
using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Signals;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Web.Cli;

/// <summary>Profiles of external intents, by the names of the source's settings, and the check before the intake starts (R1.8, R1.15, R1.19).</summary>
internal static class SignalsCommand
{
    public static readonly Option<string> Profile = new("--profile") { Description = "Name of the profile; default when not given.", DefaultValueFactory = _ => "default" };
    private static readonly Argument<string[]> Settings = new("settings") { Description = "NAME=VALUE, such as FOLLOW_TRADERS=0x…,0x… COPY_SIZING_STRATEGY=FIXED COPY_SIZE=5. Names: " + string.Join(", ", SignalSettings.Names), Arity = ArgumentArity.ZeroOrMore };

    public static Command Create(CliEnvironment environment)
    {
        var check = new Command("health-check", "Checks whether a profile may take intents.") { CliOptions.Email, Profile };
        check.SetAction((parsed, ct) => CheckAsync(environment, parsed, ct));
        var list = new Command("profiles", "Lists profiles.") { CliOptions.Email };
        list.SetAction((parsed, ct) => ListAsync(environment, parsed, ct));
        var set = new Command("set", "Makes a profile, or changes the named rules of one.") { CliOptions.Email, Profile, Settings };
        set.SetAction((parsed, ct) => SetAsync(environment, parsed, ct));
        return new Command("signals", "External trade intents.") { check, list, set };
    }

    /// <exception cref="CliFailure">The account has no such profile.</exception>
    public static async Task<SignalProfile> FindAsync(CliSession session, TenantRef tenant, string name, CancellationToken ct) =>
        (await session.Get<ISignalProfiles>().ListAsync(tenant, ct)).FirstOrDefault(profile => profile.Name == name) ?? throw new CliFailure($"There is no profile {name}: make it with 'signals set --profile {name} FOLLOW_TRADERS=0x…'.");

    private static async Task<int> CheckAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        await using var session = await CliSession.OpenAsync(environment, ct);
        var tenant = await session.TenantAsync(parsed.GetRequiredValue(CliOptions.Email), ct);
        var profile = await FindAsync(session, tenant, parsed.GetRequiredValue(Profile), ct);
        var items = await session.Get<ISignalHealth>().CheckAsync(tenant, profile, ct);
        var lines = items.Select(item => $"{(item.Passed ? "ok  " : item.IsCritical ? "FAIL" : "warn")} {item.Name}: {item.Message}");
        await environment.WriteAsync(parsed, string.Join(Environment.NewLine, lines), items);
        return SignalHealth.Obstacle(items) is { } obstacle ? throw new CliFailure(obstacle) : 0;
    }

    private static async Task<int> ListAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        await using var session = await CliSession.OpenAsync(environment, ct);
        var profiles = await session.Get<ISignalProfiles>().ListAsync(await session.TenantAsync(parsed.GetRequiredValue(CliOptions.Email), ct), ct);
        var lines = profiles.Select(profile => $"{profile.Name}  {profile.Terms.Traders.Count} traders  {profile.Terms.Sizing.For(profile.Terms.MaxUsdc).Formula}{(profile.Terms.IsObserveOnly ? "  observe only" : "")}");
        await environment.WriteAsync(parsed, profiles.Count == 0 ? "There is no profile." : string.Join(Environment.NewLine, lines), profiles.Select(Shown));
        return 0;
    }

    private static async Task<int> SetAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        var settings = Read(parsed.GetValue(Settings) ?? []);
        await using var session = await CliSession.OpenAsync(environment, ct);
        var email = parsed.GetRequiredValue(CliOptions.Email);
        var (tenant, name, profiles) = (await session.TenantAsync(email, ct), parsed.GetRequiredValue(Profile), session.Get<ISignalProfiles>());
        var existing = (await profiles.ListAsync(tenant, ct)).FirstOrDefault(profile => profile.Name == name);
        var terms = Apply(existing?.Terms ?? SignalTerms.Default, settings);
        var change = existing is null ? await profiles.CreateAsync(tenant, name, terms, email, ct) : await profiles.ChangeAsync(tenant, existing.Id, terms, email, ct);
        if (change is not SignalProfileChange.Done done) throw new CliFailure(((SignalProfileChange.Refused)change).Message);
        await environment.WriteAsync(parsed, $"Profile {name} takes intents of {terms.Traders.Count} traders.", Shown(done.Profile));
        return 0;
    }

    private static Dictionary<string, string> Read(string[] pairs)
    {
        var settings = new Dictionary<string, string>();
        foreach (var pair in pairs)
        {
            if (pair.Split('=', 2) is not [var name, var value] || !settings.TryAdd(name, value)) throw new CliFailure($"'{pair}' is not NAME=VALUE, or is given twice.");
        }

        return settings;
    }

    private static SignalTerms Apply(SignalTerms terms, Dictionary<string, string> settings)
    {
        try
        {
            return SignalSettings.Apply(terms, settings);
        }
        catch (FormatException e)
        {
            throw new CliFailure(e.Message);
        }
    }

    private static object Shown(SignalProfile profile) => new { Id = profile.Id.Value, profile.Name, Terms = JsonSerializer.SerializeToElement(profile.Terms, DomainJson.Options), profile.CreatedAt };
}
