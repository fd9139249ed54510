using System.Globalization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Ledger;

/// <summary>
/// Reads the public record of what connected wallets traded and keeps what no order here led to. Rows that are there already
/// change nothing. A record that is longer than what is read at once is read on by the next run, and until then what is known of it
/// is not the whole. A wallet that cannot be read keeps no other waiting; the run fails after the last.
/// </summary>
internal sealed partial class WalletTradesJob(TenantScopes scopes, ITradeRecord record, TimeProvider clock, ILogger<WalletTradesJob> logger)
{
    // The venue's record lags, in incidents by hours.
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(6);
    private const int PageRows = 1_000;

    /// <summary>Pages of one wallet in one run.</summary>
    internal int MostPages { get; init; } = 20;

    /// <summary>Counts the wallets that were read, and trades that were new. Throws when a wallet could not be read, once all others were.</summary>
    public async Task<JobReport> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return JobReport.Nothing;
        TenantRef Owner(WalletRow wallet) => tenants.First(one => one.Tenant.Value == wallet.Tenant);
        return await EachWallet.ReadAsync(
            await WalletsAsync(tenants, ct),
            async wallet =>
            {
                var (tenant, now) = (Owner(wallet), clock.GetUtcNow());
                var (trades, left) = await ReadAsync(tenant, wallet, ct);
                return await KeepAsync(tenant, wallet, trades, left, now, ct);
            },
            (wallet, e) => Log.NotRead(logger, Owner(wallet).Tenant, e));
    }

    private async Task<IReadOnlyList<WalletRow>> WalletsAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync(tenants, ct);
        return await scope.QueryAsync<WalletRow>(WalletTradeSql.Wallets, new { tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), overlap = Overlap });
    }

    /// <summary>All trades since then, read from the newest backwards, and the second that is still to be read when there are more. A second that a page breaks off in is read again with the next.</summary>
    private async Task<(List<WalletTrade> Trades, long? Left)> ReadAsync(TenantRef tenant, WalletRow wallet, CancellationToken ct)
    {
        var (address, from, to, all) = (WalletAddress.Parse(wallet.Funder), wallet.Since.ToUnixTimeSeconds(), wallet.ResumeTo?.ToUnixTimeSeconds(), new List<WalletTrade>());
        for (var pages = 0; pages < MostPages; pages++)
        {
            var page = await record.HistoryOfWalletAsync(address, from, to, PageRows, ct);
            if (page.Rows < PageRows || page.Trades.Count == 0) return ([.. all, .. page.Trades], null);
            var last = page.Trades.Min(trade => trade.UnixSeconds);
            var isOneSecond = page.Trades.All(trade => trade.UnixSeconds == last);
            all.AddRange(page.Trades.Where(trade => isOneSecond || trade.UnixSeconds > last));
            to = isOneSecond ? last - 1 : last;
            if (to < from) return (all, null);
        }

        Log.CutShort(logger, tenant.Tenant, all.Count);
        return (all, to);
    }

    private async Task<int> KeepAsync(TenantRef tenant, WalletRow wallet, List<WalletTrade> trades, long? left, DateTimeOffset now, CancellationToken ct)
    {
        var keyed = Keyed(trades);
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        var written = keyed.Count == 0 ? 0 : await scope.ExecuteAsync(WalletTradeSql.Insert, new
        {
            tenant.Tenant, connection = wallet.Connection, now,
            ids = keyed.Select(_ => Guid.CreateVersion7(now)).ToArray(),
            keys = keyed.Select(row => row.Key).ToArray(),
            sides = keyed.Select(row => row.Trade.Side.ToText()).ToArray(),
            times = keyed.Select(row => DateTimeOffset.FromUnixTimeSeconds(row.Trade.UnixSeconds).UtcDateTime).ToArray(),
            hashes = keyed.Select(row => row.Trade.Transaction.Value).ToArray(),
            conditions = keyed.Select(row => row.Trade.Condition.Value).ToArray(),
            tokens = keyed.Select(row => row.Trade.Token.Value).ToArray(),
            shares = keyed.Select(row => row.Trade.Shares.Quantity).ToArray(),
            prices = keyed.Select(row => row.Trade.Price.Value).ToArray(),
            titles = keyed.Select(row => row.Trade.Title).ToArray(),
            outcomes = keyed.Select(row => row.Trade.Outcome).ToArray(),
        });
        var top = wallet.ResumeTop ?? now;
        if (left is { } second) await scope.ExecuteAsync(WalletTradeSql.CutShort, new { tenant.Tenant, connection = wallet.Connection, left = DateTimeOffset.FromUnixTimeSeconds(second), top });
        else await scope.ExecuteAsync(WalletTradeSql.ReadTo, new { tenant.Tenant, connection = wallet.Connection, top });
        if (written > 0 || (left is null) != (wallet.ResumeTo is null)) scope.Announce(ChangeKind.Wallet, tenant.Tenant);
        await scope.CommitAsync();
        return written;
    }

    /// <summary>A row's own values, and which of its equals it is: the largest number that an answer held stays.</summary>
    private static List<(string Key, WalletTrade Trade)> Keyed(IEnumerable<WalletTrade> trades) =>
    [
        .. trades.GroupBy(one => string.Create(CultureInfo.InvariantCulture, $"{one.Transaction}:{one.Token}:{one.Side.ToText()}:{one.Shares}:{one.Price}:{one.UnixSeconds}"))
            .SelectMany(equal => equal.Select((one, n) => ($"{equal.Key}:{n}", one))),
    ];

    private sealed record WalletRow(Guid Tenant, Guid Connection, string Funder, DateTimeOffset Since, DateTimeOffset? ResumeTo, DateTimeOffset? ResumeTop);

    private static partial class Log
    {
        [LoggerMessage(EventId = 4508, Level = LogLevel.Warning, Message = "What the wallet of tenant {TenantId} traded could not be read.")]
        public static partial void NotRead(ILogger logger, TenantId tenantId, Exception exception);

        [LoggerMessage(EventId = 4509, Level = LogLevel.Information, Message = "The wallet of tenant {TenantId} traded more than is read at once: {Count} trades were read, older ones are with the next run.")]
        public static partial void CutShort(ILogger logger, TenantId tenantId, int count);
    }
}
