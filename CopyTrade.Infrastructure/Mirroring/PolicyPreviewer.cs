using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Targets;
using CopyTrade.Infrastructure.Trading.Positions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Reads the last trades under the rights of the person who looks, and judges them oldest first, once by the proposal and once as saved.</summary>
internal sealed class PolicyPreviewer(TenantScopes scopes, MarketLookup markets, IOptions<MirroringOptions> options) : IPolicyPreviewer
{
    private const int Most = 100;

    // What a trade is judged with that was never decided and whose follower's balance was never read: the rules are asked, not the purse.
    private static readonly Usdc Plenty = Usdc.Of(1_000_000m);

    public async Task<IReadOnlyList<PreviewedFill>?> PreviewAsync(TenantRef tenant, TargetRowId id, TargetEdit edit, int trades, CancellationToken ct)
    {
        CopyTarget? saved;
        CopyRules tenantRules;
        IReadOnlyList<PreviewRow> rows;
        Usdc? free;
        await using (var scope = await scopes.OpenAsync(tenant, ct))
        {
            saved = (await scope.QuerySingleOrDefaultAsync<TargetRow>(
                $"select {TargetRow.Columns} from copy_target t where t.billing_account_id = @Tenant and t.id = @id", new { tenant.Tenant, id }))?.ToTarget();
            if (saved is null) return null;
            tenantRules = (await DefaultRow.ReadAsync(scope, tenant)).Rules;
            rows = await PreviewRow.ReadAsync(scope, tenant, saved, Math.Clamp(trades, 1, Most));
            free = await scope.QuerySingleOrDefaultAsync<decimal?>(MeansSql.FreeNow) is { } dollars ? Usdc.RoundDown(Math.Max(0m, dollars)) : null;
        }

        var known = await markets.FindAsync(rows.Where(row => row.Input is null).Select(row => row.Fill), ct);
        var proposed = new PreviewRun(With(saved, edit), CopyRules.Effective(edit.Rules ?? saved.Rules, tenantRules));
        var now = new PreviewRun(saved, CopyRules.Effective(saved.Rules, tenantRules));
        var judged = new List<PreviewedFill>();
        foreach (var row in rows.Reverse())
        {
            var input = row.Input ?? new MirrorInput(
                row.Fill, saved, known.GetValueOrDefault(row.Fill.Token), new MirrorSnapshot(false, Shares.Zero, Shares.Zero, Usdc.Zero, 0, free ?? Plenty),
                TimeSpan.FromSeconds(options.Value.MaxFillAgeSeconds), row.Fill.ObservedAt);
            var context = row.ContextFor(input.Market?.OppositeToken);
            var (asked, decision) = proposed.Judge(input, context);
            judged.Add(new PreviewedFill(asked, decision, now.Judge(input, context).Decision, row.Input is not null));
        }

        judged.Reverse();
        return judged;
    }

    private static CopyTarget With(CopyTarget saved, TargetEdit edit) => saved with
    {
        Sizing = edit.Sizing ?? saved.Sizing, MaxPerTrade = edit.MaxPerTrade ?? saved.MaxPerTrade, FilterPercentile = edit.FilterPercentile ?? saved.FilterPercentile, Rules = edit.Rules ?? saved.Rules,
    };
}
