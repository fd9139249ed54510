using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Research.Copies;

/// <summary>Reads skips under the rights of the person who looks.</summary>
internal sealed class SkipLedger(TenantScopes scopes, ITokenMarks marks, TimeProvider clock) : ISkipLedger
{
    public async Task<IReadOnlyList<SkipReasonSum>> ReasonsAsync(TenantRef tenant, SkipFilter filter, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return await scope.QueryAsync<SkipReasonSum>(SkipSql.Reasons, new { tenant.Tenant, since = filter.Since, target = filter.Target?.Value });
    }

    public async Task<SkipPage> PageAsync(TenantRef tenant, SkipFilter filter, string? cursor, int limit, CancellationToken ct)
    {
        limit = Math.Clamp(limit, 1, 10_000);
        var after = StoryCursor.Read(cursor);
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var rows = await scope.QueryAsync<SkipRow>(SkipSql.Page, new
        {
            tenant.Tenant, since = filter.Since, target = filter.Target?.Value, reason = filter.Reason, at = after?.DecidedAt.UtcDateTime, id = after?.Id, limit = limit + 1,
        });
        var shown = rows.Take(limit).Select(row => row.ToLine()).ToList();
        return new(shown, rows.Count > limit ? new StoryCursor(shown[^1].DecidedAt, shown[^1].Decision).Write() : null);
    }

    public async Task<IReadOnlyList<WhatIfTrade>> TradesAsync(TenantRef tenant, TargetRowId? target, DateTimeOffset since, int limit, CancellationToken ct)
    {
        IReadOnlyList<(Guid Id, string Input, string Wallet, string Token, string Fill)> rows;
        IReadOnlyDictionary<string, TargetLot> lots;
        await using (var scope = await scopes.OpenAsync(tenant, ct))
        {
            rows = await scope.QueryAsync<(Guid Id, string Input, string Wallet, string Token, string Fill)>(SkipSql.Trades, new { tenant.Tenant, target = target?.Value, since, limit });
            lots = await TheirLots.ReadAsync(scope, tenant.Tenant.Value, [.. rows.Select(row => (row.Wallet, row.Token)).Distinct()]);
        }

        var worth = await marks.AtAsync([.. rows.Select(row => TokenId.Parse(row.Token)).Distinct()], clock.GetUtcNow(), ct);
        return [.. rows.Select(row => new WhatIfTrade(
            row.Id, DomainJson.Read<MirrorInput>(row.Input), lots.TryGetValue(row.Fill, out var lot) ? ModelExit.Of(lot, worth.GetValueOrDefault(TokenId.Parse(row.Token))) : null))];
    }
}
