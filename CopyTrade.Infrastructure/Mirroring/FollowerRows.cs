using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Targets;
using Dapper;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Who follows the wallets of a batch, each with the rules that count for it.</summary>
internal static class FollowerRows
{
    // A statement of its own for the turn: what was committed while it waited is seen by the next.
    /// <summary>Takes <c>@slots</c> and <c>@wallets</c>; the first of its answers is of the turn.</summary>
    public const string Sql = $"""
        {TargetTurns.ShareSql}
        select {TargetRow.Columns}, d.rules::text as TenantRules
          from copy_target t left join copy_default d on d.billing_account_id = t.billing_account_id
         where t.disabled_at is null and t.wallet = any (@wallets)
        """;

    public static async Task<ILookup<WalletAddress, Follower>> ReadAsync(SqlMapper.GridReader answers, IReadOnlyCollection<TenantRef> tenants)
    {
        var owners = tenants.ToDictionary(tenant => tenant.Tenant);
        await answers.ReadAsync<string>();
        var rows = await answers.ReadAsync<TargetRow>();
        // Most followers of a wallet have set nothing, or the same preset: each pair of layers is read once.
        var effective = new Dictionary<(string, string), CopyRules>();
        return rows.Where(row => owners.ContainsKey(row.Tenant)).Select(row =>
        {
            var (target, layers) = (row.ToTarget(), (row.Rules ?? "", row.TenantRules ?? ""));
            if (!effective.TryGetValue(layers, out var rules))
                effective[layers] = rules = CopyRules.Effective(target.Rules, row.TenantRules is null ? null : DomainJson.Read<CopyRules>(row.TenantRules));
            return new Follower(owners[row.Tenant], target, rules);
        }).ToLookup(follower => follower.Target.Wallet);
    }
}
