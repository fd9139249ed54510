using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Readiness;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Settlement;

/// <summary>Asks for own trades of wallets with unfinished business: seldom while the user channel speaks, often while it does not.</summary>
public sealed partial class SettlementPoller(
    TenantScopes scopes, BusyTenants busy, IVenueGateway gateway, IVenueCredentials credentials, SettlementRecorder recorder, PollRequests polls, ReadinessRequests readiness, StreamFreshness freshness,
    VenueSettings venue, IOptions<TradingOptions> options, TimeProvider clock, ILogger<SettlementPoller> logger) : HostedLoop(clock, logger)
{
    private const int AtOnce = 4;
    private readonly TimeProvider _clock = clock;
    private readonly ConcurrentDictionary<WalletConnectionId, long> _polled = new();

    // Unfinished: it may still match, a match is not final, or the venue counted a match whose trade was not heard of.
    private const string FindSql = """
        select o.billing_account_id as tenant, o.connection_id as wallet, min(o.submitted_at) as since
          from trade_order o
         where o.billing_account_id = any(@tenants) and o.connection_id is not null and o.mode in (@mode, 'paper')
           and (o.status in ('open', 'partial') or (o.status = 'pending' and o.signed_body is not null)
                or exists (select from order_fill f where f.order_id = o.id and f.settlement in ('matched', 'retrying', 'mined'))
                or (o.created_at > @recent and o.matched_shares > coalesce((select sum(f.shares) from order_fill f where f.order_id = o.id and f.settlement <> 'failed'), 0)))
         group by o.billing_account_id, o.connection_id
        """;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    protected override async Task RoundAsync(CancellationToken ct) => await PollAsync(await busy(ct), ct);

    /// <summary>Returns how many wallets were asked about.</summary>
    public async Task<int> PollAsync(IReadOnlyCollection<TenantRef> among, CancellationToken ct)
    {
        if (among.Count == 0) return 0;
        var owners = among.ToDictionary(tenant => tenant.Tenant);
        // Of whom nothing is known to be unfinished yet is asked about once it is.
        var asked = polls.Drain().ToLookup(tenant => owners.ContainsKey(tenant.Tenant));
        foreach (var tenant in asked[false]) polls.Raise(tenant);
        var urgent = asked[true].Select(tenant => tenant.Tenant).ToHashSet();
        var due = (await FindAsync(owners, [.. asked[true]], ct)).Where(w => urgent.Contains(w.Tenant.Tenant) || IsDue(w.Tenant.Tenant, w.Wallet)).ToList();
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (wallet, token) =>
        {
            _polled[wallet.Wallet] = _clock.GetTimestamp();
            try
            {
                if (await credentials.GetAsync(wallet.Tenant, wallet.Wallet, token) is not { } login) return;
                await recorder.RecordAsync(wallet.Tenant, await gateway.TradesAsync(login, wallet.Since, token));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (e is VenueUnavailableException { CredentialsRefused: true }) readiness.Raise(wallet.Tenant, WalletDoubts.Credentials);
                Log.PollFailed(logger, wallet.Tenant.Tenant, e.Message);
            }
        });
        return due.Count;
    }

    // What was asked for stays asked for when the database does not answer.
    private async Task<IReadOnlyList<(TenantRef Tenant, WalletConnectionId Wallet, DateTimeOffset? Since)>> FindAsync(Dictionary<TenantId, TenantRef> owners, IReadOnlyList<TenantRef> asked, CancellationToken ct)
    {
        try
        {
            return await FindAsync(owners, ct);
        }
        catch
        {
            foreach (var tenant in asked) polls.Raise(tenant);
            throw;
        }
    }

    private async Task<IReadOnlyList<(TenantRef Tenant, WalletConnectionId Wallet, DateTimeOffset? Since)>> FindAsync(Dictionary<TenantId, TenantRef> owners, CancellationToken ct)
    {
        var rows = await scopes.ReadManyAsync<(Guid Tenant, Guid Wallet, DateTimeOffset? Since)>(
            owners.Values, FindSql, new { tenants = owners.Keys.Select(tenant => tenant.Value).ToArray(), mode = venue.Mode.ToText(), recent = _clock.GetUtcNow().AddDays(-1) }, ct);
        // A minute of overlap: the venue's clock is not ours.
        return [.. rows.Select(row => (owners[new(row.Tenant)], new WalletConnectionId(row.Wallet), row.Since?.AddMinutes(-1)))];
    }

    private bool IsDue(TenantId tenant, WalletConnectionId wallet)
    {
        var pause = TimeSpan.FromSeconds(freshness.IsFresh(tenant) ? options.Value.PollWithStreamSeconds : options.Value.PollSeconds);
        return !_polled.TryGetValue(wallet, out var last) || _clock.GetElapsedTime(last) >= pause;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1414, Level = LogLevel.Warning, Message = "Own trades of tenant {TenantId} could not be read: {Reason}")]
        public static partial void PollFailed(ILogger logger, TenantId tenantId, string reason);
    }
}
