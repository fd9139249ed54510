using System.CommandLine;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Cli;

internal static class TargetCommand
{
    private static readonly Option<string> Wallet = new("--wallet") { Description = "Address or profile URL of the followed wallet.", Required = true };
    private static readonly Option<string> Policy = new("--policy") { Description = $"{PolicyText.Shapes}; your default when not given." };
    private static readonly Option<int?> Percentile = new("--percentile") { Description = "Percentile of the target's own position sizes for percentile policies, 50 to 99; 75 when not given." };
    private static readonly Option<string> Preset = new("--preset") { Description = "careful, balanced or bold: policy, ceiling and rules to begin with." };
    private static readonly Option<decimal?> Max = new("--max") { Description = "Ceiling in dollars on one outcome through this target; 5 when not given." };
    private static readonly Option<string> Label = new("--label") { Description = "Your own name for it." };

    public static Command Create(CliEnvironment environment)
    {
        var add = new Command("add", "Follows a wallet.") { CliOptions.Email, Wallet, Policy, Max, Percentile, Preset, Label };
        add.SetAction((parsed, ct) => AddAsync(environment, parsed, ct));
        var list = new Command("list", "Lists followed wallets.") { CliOptions.Email };
        list.SetAction((parsed, ct) => ListAsync(environment, parsed, ct));
        var remove = new Command("remove", "Stops following; open positions stay.") { CliOptions.Email, Wallet };
        remove.SetAction((parsed, ct) => RemoveAsync(environment, parsed, ct));
        return new Command("target", "Followed wallets.") { add, list, remove };
    }

    private static async Task<int> AddAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        var text = parsed.GetValue(Policy);
        SizingPolicy? policy = null;
        if (text is not null && !PolicyText.TryParse(text, out policy)) throw new CliFailure($"'{text}' is not a policy: use {PolicyText.Shapes}.");
        var preset = parsed.GetValue(Preset) is not { } name ? null
            : RulePresets.All.FirstOrDefault(known => known.Code == name) ?? throw new CliFailure($"'{name}' is not a preset: use careful, balanced or bold.");
        var max = WalletCommand.Dollars("--max", parsed.GetValue(Max));
        var edit = new TargetEdit(parsed.GetValue(Label), policy ?? preset?.Sizing, max ?? preset?.MaxPerTrade, parsed.GetValue(Percentile) ?? preset?.FilterPercentile, preset?.Rules);

        await using var session = await CliSession.OpenAsync(environment, ct);
        var tenant = await session.TenantAsync(parsed.GetRequiredValue(CliOptions.Email), ct);
        var target = Done(await session.Get<ITargetChanges>().AddAsync(tenant, parsed.GetRequiredValue(Wallet), edit, ct));
        await environment.WriteAsync(parsed, $"Following {target.Wallet} with {PolicyText.Write(target.Sizing)}.", Shown(target));
        return 0;
    }

    private static async Task<int> ListAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        await using var session = await CliSession.OpenAsync(environment, ct);
        var targets = await session.Get<ITargetsQuery>().ListAsync(await session.TenantAsync(parsed.GetRequiredValue(CliOptions.Email), ct), ct);
        var lines = targets.Select(card => $"{card.Target.Wallet}  {PolicyText.Write(card.Target.Sizing)}  max {card.Target.MaxPerTrade}  {card.Target.Label ?? card.PublicName}".TrimEnd());
        await environment.WriteAsync(parsed, targets.Count == 0 ? "No wallet is followed." : string.Join(Environment.NewLine, lines), targets.Select(card => Shown(card.Target)));
        return 0;
    }

    private static async Task<int> RemoveAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        var wallet = parsed.GetRequiredValue(Wallet);
        if (!WalletText.TryFind(wallet, out var address)) throw new CliFailure($"'{wallet}' names no wallet: give 0x and 40 hexadecimal digits.");

        await using var session = await CliSession.OpenAsync(environment, ct);
        var tenant = await session.TenantAsync(parsed.GetRequiredValue(CliOptions.Email), ct);
        var followed = (await session.Get<ITargetsQuery>().ListAsync(tenant, ct)).FirstOrDefault(card => card.Target.Wallet == address)
            ?? throw new CliFailure($"{address} is not followed.");
        var target = Done(await session.Get<ITargetChanges>().RemoveAsync(tenant, followed.Target.Id, ct));
        await environment.WriteAsync(parsed, $"No longer following {target.Wallet}.", Shown(target));
        return 0;
    }

    private static CopyTarget Done(TargetChange change) => change switch
    {
        TargetChange.Done done => done.Target,
        TargetChange.Refused refused => throw new CliFailure(refused.Message),
        _ => throw new InvalidOperationException("An unknown outcome of a change to a target."),
    };

    private static object Shown(CopyTarget target) => new
    {
        Id = target.Id.Value,
        Wallet = target.Wallet.Value,
        target.Label,
        Policy = PolicyText.Write(target.Sizing),
        MaxUsdcPerTrade = target.MaxPerTrade.Amount,
        target.CreatedAt,
        target.DisabledAt,
    };
}
