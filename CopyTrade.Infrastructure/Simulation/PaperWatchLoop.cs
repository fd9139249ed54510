using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Simulation;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Settlement;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Simulation;

/// <summary>Looks at the books of resting paper orders. Several hosts may look: depth that one of them has counted is not counted again.</summary>
internal sealed partial class PaperWatchLoop(
    TenantScopes scopes, BusyTenants busy, IOrderBooks books, PaperLedger ledger, PaperNews news, PollRequests polls, IOptions<PaperOptions> options, TimeProvider clock, ILogger<PaperWatchLoop> logger)
    : HostedLoop(clock, logger)
{
    private const int AtOnce = 4;
    private readonly TimeProvider _clock = clock;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(options.Value.WatchSeconds);

    protected override async Task RoundAsync(CancellationToken ct) => await RunAsync(await busy(ct), ct);

    /// <summary>Returns how many resting orders filled, in part or whole.</summary>
    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> among, CancellationToken ct)
    {
        if (among.Count == 0) return 0;
        var owners = among.ToDictionary(tenant => tenant.Tenant);
        IReadOnlyList<(Guid Tenant, string Order, string Token)> resting;
        await using (var scope = await scopes.OpenManyAsync(among, ct))
        {
            resting = await scope.QueryAsync<(Guid, string, string)>(
                "select billing_account_id, venue_order_id, token_id from paper_order where billing_account_id = any(@tenants) and status = 'live' order by placed_at", new { tenants = owners.Keys.Select(tenant => tenant.Value).ToArray() });
        }

        var filled = 0;
        await Parallel.ForEachAsync(resting.GroupBy(row => row.Token), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (same, token) =>
        {
            try
            {
                if (await books.FindAsync(TokenId.Parse(same.Key), token) is not { } book) return;
                foreach (var row in same)
                {
                    if (await LookAsync(owners[new(row.Tenant)], VenueOrderId.Parse(row.Order), book)) Interlocked.Increment(ref filled);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.BookNotRead(logger, same.Key, e.Message);
            }
        });
        return filled;
    }

    private async Task<bool> LookAsync(TenantRef account, VenueOrderId id, OrderBook book)
    {
        await using var scope = await scopes.OpenManyAsync([account], CancellationToken.None);
        var now = _clock.GetUtcNow();
        await scope.ExecuteAsync("select from paper_account where billing_account_id = @Tenant for update", new { account.Tenant });
        var row = await scope.QuerySingleOrDefaultAsync<Resting>(
            "select side, limit_price, shares - matched_shares as remaining, depth_seen from paper_order where venue_order_id = @id and status = 'live' for update", new { id });
        if (row is null) return false;
        var side = EnumText.Parse<OrderSide>(row.Side);
        if (PaperFill.Rest(side, row.LimitPrice, row.Remaining, row.DepthSeen, book, options.Value.Model, now) is not var (match, seen)) return false;
        var matched = match?.Shares ?? Shares.Zero;
        await scope.ExecuteAsync("""
            update paper_order set depth_seen = @seen, matched_shares = matched_shares + @matched,
                   status = case when shares <= matched_shares + @matched then 'matched' else status end,
                   finished_at = case when shares <= matched_shares + @matched then @now end
             where venue_order_id = @id
            """, new { id, seen, matched, now });
        if (match is { } done) await ledger.FillAsync(scope, account, id, book.Token, side, done, isTaker: false, now);
        await scope.CommitAsync();
        if (match is null) return false;
        news.Raise(PaperOrderBody.WalletOf(account.Tenant));
        polls.Raise(account);
        return true;
    }

    private sealed record Resting(string Side, Price LimitPrice, Shares Remaining, Shares DepthSeen);

    private static partial class Log
    {
        [LoggerMessage(EventId = 9502, Level = LogLevel.Warning, Message = "The book of {Token} could not be read for resting paper orders: {Reason}")]
        public static partial void BookNotRead(ILogger logger, string token, string reason);
    }
}
