using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>One of a wallet's last trades, with the input of its decision where there is one, and what is known of the wallet.</summary>
internal sealed record PreviewRow(ObservedFill Fill, MirrorInput? Input, TargetFacts Facts, Follower Follower)
{
    private const string Sql = """
        select d.input::text as Input, m.before::text as Before, f.fill_id as FillId
          from (select fill_id, filled_at from observed_fill where wallet = @Wallet order by filled_at desc, fill_id desc limit @trades) f
          left join copy_decision d on d.billing_account_id = @Tenant and d.target_key = @Key and d.fill_id = f.fill_id
          left join wallet_holding_move m on m.fill_id = f.fill_id
         order by f.filled_at desc, f.fill_id desc
        """;

    /// <summary>The last trades, newest first.</summary>
    public static async Task<IReadOnlyList<PreviewRow>> ReadAsync(TenantScope scope, TenantRef tenant, CopyTarget target, int trades)
    {
        var facts = new TargetFacts();
        foreach (var statistic in await scope.QueryAsync<StatisticRow>(FactsSql.Statistics, new { Measured = new[] { target.Wallet.Value } })) facts.AddStatistic(target.Wallet, statistic.ToStatistic());
        var rows = await scope.QueryAsync<(string? Input, string? Before, string FillId)>(Sql, new { target.Wallet, tenant.Tenant, target.Key, trades });
        foreach (var (_, before, fill) in rows.Where(row => row.Before is not null)) facts.AddBefore(fill, before!);
        var fills = (await FillRows.FindAsync(scope, rows.Select(row => row.FillId))).ToDictionary(fill => fill.Id.Value);
        var follower = new Follower(tenant, target, CopyRules.None);
        return [.. rows.Select(row => new PreviewRow(fills[row.FillId], row.Input is null ? null : DomainJson.Read<MirrorInput>(row.Input), facts, follower))];
    }

    /// <summary>What is known of the wallet before this trade.</summary>
    public TargetContext ContextFor(TokenId? opposite) => Facts.ContextFor(Follower, Fill, opposite);
}
