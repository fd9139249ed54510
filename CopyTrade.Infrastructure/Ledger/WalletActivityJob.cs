using System.Globalization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Ledger;

/// <summary>
/// Reads what moved in connected wallets without an order of ours, and has it posted. Each run goes on from the newest kept
/// row, some hours earlier; rows that are there already change nothing. A wallet that cannot be read keeps no other waiting; the run fails after the last.
/// </summary>
internal sealed partial class WalletActivityJob(
    TenantScopes scopes, IWalletActivity record, IMarketCatalog catalog, OutsidePostings postings, TimeProvider clock, ILogger<WalletActivityJob> logger)
{
    // The venue's record lags, in incidents by hours.
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(6);
    private const int MostPages = 10;

    /// <summary>Counts the wallets that were read, and movements that were new or newly posted. Throws when a wallet could not be read, once all others were.</summary>
    public async Task<JobReport> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return JobReport.Nothing;
        TenantRef Owner(WalletRow wallet) => tenants.First(one => one.Tenant.Value == wallet.Tenant);
        return await EachWallet.ReadAsync(
            await WalletsAsync(tenants, ct),
            async wallet => await ReadAsync(Owner(wallet), wallet, ct) + await postings.PostAsync(Owner(wallet), ct),
            (wallet, e) => Log.NotRead(logger, Owner(wallet).Tenant, e));
    }

    private async Task<IReadOnlyList<WalletRow>> WalletsAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync(tenants, ct);
        return await scope.QueryAsync<WalletRow>(ActivitySql.Wallets, new { tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), overlap = Overlap });
    }

    private async Task<int> ReadAsync(TenantRef tenant, WalletRow wallet, CancellationToken ct)
    {
        var (from, offset, kept) = (wallet.Since, 0, 0);
        for (var pages = 0; pages < MostPages; pages++)
        {
            var (movements, rows) = await record.PageAsync(WalletAddress.Parse(wallet.Funder), from, offset, ct);
            kept += await KeepAsync(tenant, wallet, movements, ct);
            if (rows < record.PageRows || movements.Count == 0) return kept;
            // The next page begins with the last second of this one, so that no row of it is passed over; a second that fills a whole page is read on by offset.
            var last = movements[^1].At;
            (from, offset) = last > from ? (last, 0) : (from, offset + rows);
        }

        return kept;
    }

    private async Task<int> KeepAsync(TenantRef tenant, WalletRow wallet, IReadOnlyList<WalletActivity> movements, CancellationToken ct)
    {
        if (movements.Count == 0) return 0;
        var now = clock.GetUtcNow();
        var outcomes = new Dictionary<ConditionId, IReadOnlyList<TokenId>>();
        foreach (var condition in movements.Where(one => one.Kind is ActivityKind.Split or ActivityKind.Merge or ActivityKind.Redeem).Select(one => one.Condition).OfType<ConditionId>().Distinct())
            outcomes[condition] = [.. (await catalog.ListAsync(condition, ct)).Select(market => market.Token)];
        var keyed = Keyed(movements);
        TokenId? Outcome(WalletActivity one, int at) => one.Condition is { } condition && outcomes.TryGetValue(condition, out var tokens) && tokens.Count == 2 ? tokens[at] : null;

        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        var written = await scope.ExecuteAsync(ActivitySql.Insert, new
        {
            now,
            ids = keyed.Select(_ => Guid.CreateVersion7(now)).ToArray(),
            tenants = keyed.Select(_ => tenant.Tenant.Value).ToArray(),
            connections = keyed.Select(_ => wallet.Connection).ToArray(),
            keys = keyed.Select(row => row.Key).ToArray(),
            kinds = keyed.Select(row => row.Movement.Kind.ToText()).ToArray(),
            times = keyed.Select(row => row.Movement.At.UtcDateTime).ToArray(),
            hashes = keyed.Select(row => row.Movement.Transaction.Value).ToArray(),
            conditions = keyed.Select(row => row.Movement.Condition?.Value).ToArray(),
            firsts = keyed.Select(row => Outcome(row.Movement, 0)?.Value).ToArray(),
            seconds = keyed.Select(row => Outcome(row.Movement, 1)?.Value).ToArray(),
            shares = keyed.Select(row => row.Movement.Shares.Quantity).ToArray(),
            dollars = keyed.Select(row => row.Movement.Dollars.Amount).ToArray(),
            titles = keyed.Select(row => row.Movement.Title).ToArray(),
        });
        await scope.CommitAsync();
        return written;
    }

    /// <summary>A row's own values, and which of its equals in one answer it is: the largest number that an answer held stays.</summary>
    private static List<(string Key, WalletActivity Movement)> Keyed(IEnumerable<WalletActivity> movements) =>
    [
        .. movements.GroupBy(one => string.Create(
                CultureInfo.InvariantCulture, $"{one.Transaction}:{one.Kind.ToText()}:{one.Condition?.Value ?? "-"}:{one.Token?.Value ?? "-"}:{one.Shares}:{one.Dollars}:{one.At.ToUnixTimeSeconds()}"))
            .SelectMany(equal => equal.Select((one, n) => ($"{equal.Key}:{n}", one))),
    ];

    private sealed record WalletRow(Guid Tenant, Guid Connection, string Funder, DateTimeOffset Since);

    private static partial class Log
    {
        [LoggerMessage(EventId = 4505, Level = LogLevel.Warning, Message = "What moved in the wallet of tenant {TenantId} could not be read.")]
        public static partial void NotRead(ILogger logger, TenantId tenantId, Exception exception);
    }
}
