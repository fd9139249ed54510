using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Ledger;

/// <summary>
/// Puts the ledger beside what venue and chain report, and keeps the difference as a number for each day (R2.16). Money and
/// shares that are on their way explain a difference that is none, so nothing is compared until they have arrived.
/// </summary>
internal sealed partial class ResidualCheck(TenantScopes scopes, LedgerPostings postings, TimeProvider clock, ILogger<ResidualCheck> logger)
{
    private static readonly TimeSpan OldestReport = TimeSpan.FromHours(6);

    private const string ReadSql = """
        select coalesce((select sum(amount) from ledger_posting where billing_account_id = @Tenant and account = 'cash'), 0) as ledger_cash,
               (select count(*)::int from order_fill where billing_account_id = @Tenant and settlement in ('matched', 'retrying', 'mined'))
               + (select count(*)::int from wallet_transfer where billing_account_id = @Tenant and state in ('requested', 'signed', 'sent'))
               + (select count(*)::int from redeem_job where billing_account_id = @Tenant and state in ('claimed', 'submitted')) as moving,
               (select max(at) from (select max(updated_at) as at from order_fill where billing_account_id = @Tenant union all select max(closed_at) from lot_close where billing_account_id = @Tenant
                                     union all select max(ended_at) from wallet_transfer where billing_account_id = @Tenant
                                     union all select max(at) from wallet_activity where billing_account_id = @Tenant) m) as moved_at,
               p.cash as paper_cash, w.id as connection, w.collateral_balance as balance, w.balance_at,
               exists (select from ledger_entry where billing_account_id = @Tenant and source_key = 'opening:' || w.id) as is_opened
          from (select 1) one
          left join paper_account p on p.billing_account_id = @Tenant
          left join wallet_connection w on w.billing_account_id = @Tenant and w.revoked_at is null
        """;

    private const string PaperApartSql = """
        select count(*)::int as outcomes, coalesce(sum(abs(d.apart)), 0) as shares from (
          select token_id, sum(shares) as apart from (
            select token_id, case side when 'buy' then shares else -shares end as shares from paper_fill where billing_account_id = @Tenant
            union all select token_id, -shares from paper_resolution where billing_account_id = @Tenant
            union all select token_id, -shares from ledger_posting where billing_account_id = @Tenant and account = 'position') m
           group by token_id having sum(shares) <> 0) d
        """;

    // The check of positions says what each outcome's wallet holds; null where neither venue nor chain told. It reads what was ever ordered, so shares that were only ever split are not compared.
    private const string VenueApartSql = """
        select count(*) filter (where coalesce(c.chain, c.venue) is null)::int as unknown,
               count(*) filter (where coalesce(c.chain, c.venue) <> coalesce(h.shares, 0))::int as outcomes,
               coalesce(sum(abs(coalesce(c.chain, c.venue) - coalesce(h.shares, 0))), 0) as shares, min(c.checked_at) as checked_at,
               count(*) filter (where c.token_id is null)::int as unchecked
          from (select p.token_id, sum(p.shares) as shares, bool_and(coalesce(e.book, '') = 'outside') as is_outside
                  from ledger_posting p join ledger_entry e on e.id = p.entry_id
                 where p.billing_account_id = @Tenant and p.account = 'position' group by p.token_id having sum(p.shares) <> 0) h
          full join (select * from position_check where billing_account_id = @Tenant and connection_id = @Connection) c on c.token_id = h.token_id
         where c.token_id is not null or not h.is_outside
        """;

    // What was traded elsewhere up to the reports that are compared, and how much of the shares apart it explains: no more than what is apart, and only in its direction.
    private const string ElsewhereSql = $"""
        with e as ({WalletTradeSql.Elsewhere}),
        apart as (select coalesce(h.token_id, c.token_id) as token_id, coalesce(c.chain, c.venue) - coalesce(h.shares, 0) as shares
                    from (select token_id, sum(shares) as shares from ledger_posting where billing_account_id = @Tenant and account = 'position' group by token_id) h
                    full join (select * from position_check where billing_account_id = @Tenant and connection_id = @Connection) c on c.token_id = h.token_id),
        traded as (select token_id, sum(case side when 'buy' then shares else -shares end) as shares from e group by token_id)
        select (select count(*)::int from e) as trades, (select coalesce(sum(case side when 'buy' then -1 else 1 end * shares * price), 0) from e) as cash,
               (select coalesce(sum(case when sign(t.shares) = sign(a.shares) then least(abs(t.shares), abs(a.shares)) else 0 end), 0) from traded t join apart a on a.token_id = t.token_id) as shares,
               (select read_to from wallet_trade_read where connection_id = @Connection and resume_to is null) as read_to
        """;

    private const string SaveSql = """
        insert into ledger_residual (billing_account_id, day, ledger_cash, venue_cash, cash_apart, positions_apart, shares_apart, why_not, compared_at, elsewhere_trades, elsewhere_cash, elsewhere_shares)
        values (@Tenant, @day, @LedgerCash, @venueCash, @cashApart, @outcomes, @shares, @why, @now, @elsewhere, @elsewhereCash, @elsewhereShares)
            on conflict (billing_account_id, day) do update
           set ledger_cash = excluded.ledger_cash, venue_cash = excluded.venue_cash, cash_apart = excluded.cash_apart, positions_apart = excluded.positions_apart,
               shares_apart = excluded.shares_apart, why_not = excluded.why_not, compared_at = excluded.compared_at,
               elsewhere_trades = excluded.elsewhere_trades, elsewhere_cash = excluded.elsewhere_cash, elsewhere_shares = excluded.elsewhere_shares
         where excluded.cash_apart is not null or ledger_residual.cash_apart is null
        """;

    /// <summary>One account that cannot be compared does not keep the others waiting. Counts those that were compared and those that differ.</summary>
    public async Task<JobReport> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        var (compared, apart) = (0, 0);
        foreach (var tenant in tenants)
        {
            try
            {
                await postings.PostAsync([tenant], DateTimeOffset.UnixEpoch, ct);
                var residual = await CompareAsync(tenant, ct);
                if (residual.WhyNot is null) compared++;
                if (residual is { CashApart: { } cash } && cash != Usdc.Zero || residual.PositionsApart > 0) apart++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.NotCompared(logger, tenant.Tenant, e);
            }
        }

        return new(compared, apart);
    }

    private async Task<LedgerResidual> CompareAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        var row = await scope.QuerySingleAsync<Row>(ReadSql, new { tenant.Tenant });
        var now = clock.GetUtcNow();
        if (row is { PaperCash: null, Connection: { } connection, Balance: { } balance, IsOpened: false } && WhyNot(row, now) is null)
        {
            // What was there before the first entry, and what another wallet left behind, is the owner's own.
            await LedgerWriter.WriteAsync(scope, [(tenant.Tenant.Value, LedgerPoster.Post(new LedgerFact.Moved($"opening:{connection}", row.BalanceAt!.Value, Usdc.RoundDown(balance - row.LedgerCash))))], now);
            row = row with { LedgerCash = Usdc.RoundDown(balance).Amount };
        }

        var (outcomes, shares, whyPositions) = await PositionsAsync(scope, tenant, row, now);
        var cash = row.PaperCash ?? row.Balance;
        var why = WhyNot(row, now);
        var elsewhere = await ElsewhereAsync(scope, tenant, row, now);
        var residual = new LedgerResidual(
            DateOnly.FromDateTime(now.UtcDateTime), Usdc.Of(row.LedgerCash), cash is { } told ? Usdc.RoundDown(told) : null,
            why is null ? Usdc.RoundDown(cash!.Value) - Usdc.Of(row.LedgerCash) : null, why is null ? outcomes : null, why is null ? shares : null, why ?? whyPositions, now)
        {
            ElsewhereTrades = elsewhere?.Trades, ElsewhereCash = elsewhere is { } known ? Usdc.RoundDown(known.Cash) : null, ElsewhereShares = why is null && shares is not null ? elsewhere?.Shares : null,
        };
        await scope.ExecuteAsync(SaveSql, new
        {
            tenant.Tenant, day = residual.Day.ToDateTime(TimeOnly.MinValue), residual.LedgerCash, venueCash = residual.VenueCash?.Amount, cashApart = residual.CashApart?.Amount, outcomes = residual.PositionsApart,
            shares = residual.SharesApart, why = residual.WhyNot, now, elsewhere = residual.ElsewhereTrades, elsewhereCash = residual.ElsewhereCash?.Amount, elsewhereShares = residual.ElsewhereShares,
        });
        await scope.CommitAsync();
        return residual;
    }

    /// <summary>Null while the record of the wallet's trades was not read to its end: unknown is not zero, and a part is not the whole.</summary>
    private static async Task<Traded?> ElsewhereAsync(TenantScope scope, TenantRef tenant, Row row, DateTimeOffset now)
    {
        if (row is not { PaperCash: null, Connection: { } connection }) return null;
        var until = row.BalanceAt is { } at && at < now ? at : now;
        var traded = await scope.QuerySingleAsync<Traded>(ElsewhereSql, new { tenant.Tenant, Connection = connection, settled = until });
        return traded.ReadTo is null ? null : traded;
    }

    private static async Task<(int? Outcomes, decimal? Shares, string? WhyNot)> PositionsAsync(TenantScope scope, TenantRef tenant, Row row, DateTimeOffset now)
    {
        if (row.PaperCash is not null)
        {
            var paper = await scope.QuerySingleAsync<Apart>(PaperApartSql, new { tenant.Tenant });
            return (paper.Outcomes, paper.Shares, null);
        }

        var apart = await scope.QuerySingleAsync<Apart>(VenueApartSql, new { tenant.Tenant, row.Connection });
        return apart switch
        {
            { Unchecked: > 0 } => (null, null, "Positions: the wallet was not read since the last trade."),
            { Unknown: > 0 } => (null, null, "Positions: neither venue nor chain told what the wallet holds."),
            { CheckedAt: { } at } when at < row.MovedAt || now - at > OldestReport => (null, null, "Positions: the wallet was not read since the last trade."),
            _ => (apart.Outcomes, apart.Shares, null),
        };
    }

    private static string? WhyNot(Row row, DateTimeOffset now) => row switch
    {
        { Moving: > 0 } => row.Moving == 1 ? "One movement is still settling." : $"{row.Moving} movements are still settling.",
        { PaperCash: not null } => null,
        { Connection: null } => "No wallet is connected.",
        { Balance: null } or { BalanceAt: null } => "The balance of the wallet is not known.",
        { BalanceAt: { } at } when at < row.MovedAt => "The balance was not read since the last movement.",
        { BalanceAt: { } at } when now - at > OldestReport => "The balance is too old to compare.",
        _ => null,
    };

    private sealed record Row(decimal LedgerCash, int Moving, DateTimeOffset? MovedAt, decimal? PaperCash, Guid? Connection, decimal? Balance, DateTimeOffset? BalanceAt, bool IsOpened);

    private sealed class Traded
    {
        public int Trades { get; init; }

        public decimal Cash { get; init; }

        public decimal Shares { get; init; }

        public DateTimeOffset? ReadTo { get; init; }
    }

    private sealed class Apart
    {
        public int Outcomes { get; init; }

        public decimal Shares { get; init; }

        public int Unknown { get; init; }

        public int Unchecked { get; init; }

        public DateTimeOffset? CheckedAt { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 4504, Level = LogLevel.Error, Message = "The ledger of tenant {TenantId} could not be compared with the venue.")]
        public static partial void NotCompared(ILogger logger, TenantId tenantId, Exception exception);
    }
}
