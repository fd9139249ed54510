using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Research.Copies;

/// <summary>Reckons what skipped purchases would have made, and again while they are open. Batches are kept one by one: a run that is cut short goes on where it stopped.</summary>
internal sealed partial class SkipLedgerJob(TenantScopes scopes, ITokenMarks marks, TimeProvider clock, ILogger<SkipLedgerJob> logger)
{
    private const int BatchSize = 200;
    private const int MostBatches = 25;
    private const int MostVenueTokens = 60;
    private static readonly TimeSpan Reach = TimeSpan.FromDays(90);
    private static readonly TimeSpan GapReach = TimeSpan.FromDays(31);
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan OldMark = TimeSpan.FromMinutes(55);

    // A fact that stood in the way stays one: such rows are written once.
    private const string DueSql = """
        select d.id, d.copy_target_id as Target, d.reason, d.input::text as Input, d.decided_at as DecidedAt, f.wallet, f.token_id as Token, f.fill_id as Fill
          from copy_decision d join observed_fill f on f.fill_id = d.fill_id
          left join skip_outcome s on s.decision_id = d.id
         where d.billing_account_id = @Tenant and d.outcome = 'skipped' and f.side = 'buy' and d.decided_at > @reach
           and (s.decision_id is null or (s.state in ('open', 'unpriced') and s.valued_at < @old))
         order by s.decision_id is not null, d.decided_at limit @BatchSize
        """;

    private const string KeepSql = """
        insert into skip_outcome (decision_id, billing_account_id, copy_target_id, token_id, reason, also, state, shares, entry_price, entry_basis, fee, exit_price, profit, why, decided_at, valued_at)
        values (@Id, @tenant, @Target, @Token, @Reason, @also, @state, @shares, @entry, @basis, @fee, @exit, @profit, @why, @decided, @now)
            on conflict (decision_id) do update set state = excluded.state, exit_price = excluded.exit_price, profit = excluded.profit, why = excluded.why, valued_at = excluded.valued_at
        """;

    // Of copies, too: what they still hold after we left is part of the copy gap.
    private const string TokensSql = """
        select f.token_id as Token, min(d.decided_at) as Since from copy_decision d join observed_fill f on f.fill_id = d.fill_id
         where d.billing_account_id = @Tenant and f.side = 'buy' and d.decided_at > @since group by f.token_id order by max(d.decided_at) desc limit 500
        """;

    public async Task<JobReport> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        var (seen, changed, reads) = (0, 0, MostVenueTokens);
        foreach (var tenant in tenants)
        {
            for (var batch = 0; batch < MostBatches; batch++)
            {
                var (looked, kept, asked) = await BatchAsync(tenant, reads, ct);
                (seen, changed, reads) = (seen + looked, changed + kept, reads - asked);
                if (looked < BatchSize) break;
            }

            reads -= await WatchAsync(tenant, reads, ct);
        }

        return new(seen, changed);
    }

    private async Task<int> WatchAsync(TenantRef tenant, int reads, CancellationToken ct)
    {
        if (reads <= 0) return 0;
        var now = clock.GetUtcNow();
        IReadOnlyList<(string Token, DateTime Since)> tokens;
        await using (var scope = await scopes.OpenManyAsync([tenant], ct))
        {
            tokens = await scope.QueryAsync<(string Token, DateTime Since)>(TokensSql, new { tenant.Tenant, since = now - GapReach });
        }

        return tokens.Count == 0 ? 0 : (await MarksAsync([.. tokens.Select(one => TokenId.Parse(one.Token))], tokens.Min(one => one.Since), reads, now, ct)).Asked;
    }

    private async Task<(int Seen, int Kept, int Asked)> BatchAsync(TenantRef tenant, int reads, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        IReadOnlyList<Due> due;
        IReadOnlyDictionary<string, TargetLot> lots;
        await using (var reading = await scopes.OpenManyAsync([tenant], ct))
        {
            due = await reading.QueryAsync<Due>(DueSql, new { tenant.Tenant, BatchSize, reach = now - Reach, old = now - Again });
            if (due.Count == 0) return (0, 0, 0);
            lots = await TheirLots.ReadAsync(reading, tenant.Tenant.Value, [.. due.Select(row => (row.Wallet, row.Token)).Distinct()]);
        }

        // What a token is worth may take the venue a while: no transaction waits for that.
        var (worth, asked) = await MarksAsync([.. due.Select(row => TokenId.Parse(row.Token)).Distinct()], due.Min(row => row.DecidedAt), reads, now, ct);
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        foreach (var row in due) await KeepAsync(scope, tenant, row, lots.GetValueOrDefault(row.Fill), worth.GetValueOrDefault(TokenId.Parse(row.Token)), now);
        await scope.CommitAsync();
        return (due.Count, due.Count, asked);
    }

    private static async Task KeepAsync(TenantScope scope, TenantRef tenant, Due row, TargetLot? lot, TokenMark? mark, DateTimeOffset now)
    {
        var trial = TrialOf(row);
        var exit = lot is null ? null : ModelExit.Of(lot, mark);
        var state = trial.Entry is null ? SkipState.NotComputable : exit is null ? SkipState.Unpriced : exit.IsFinal ? SkipState.Final : SkipState.Open;
        await scope.ExecuteAsync(KeepSql, new
        {
            row.Id, tenant = tenant.Tenant, row.Target, row.Token, row.Reason, also = trial.Also.Select(reason => reason.ToText()).ToArray(), state = state.ToText(),
            shares = trial.Entry?.Shares.Quantity, entry = trial.Entry?.Price.Value, basis = trial.Entry?.Basis.ToText(), fee = trial.Entry?.Fee.Amount,
            exit = trial.Entry is null ? null : exit?.Price,
            profit = trial.Entry is not null && exit is not null ? decimal.Round(trial.Entry.ProfitAt(exit.Price), 8) : (decimal?)null,
            why = trial.Why ?? (exit is null ? "What the outcome was worth is not known." : null), decided = row.DecidedAt, now,
        });
    }

    private static SkipTrial TrialOf(Due row) => EnumText.TryParse<SkipReason>(row.Reason, out var reason)
        ? SkipTrial.Of(DomainJson.Read<MirrorInput>(row.Input), reason)
        : new(null, [], "The reason is from an older version of the program.");

    private async Task<(IReadOnlyDictionary<TokenId, TokenMark> Marks, int Asked)> MarksAsync(IReadOnlyList<TokenId> tokens, DateTime since, int reads, DateTimeOffset now, CancellationToken ct)
    {
        var known = await marks.AtAsync(tokens, now, ct);
        var old = tokens.Where(token => !known.TryGetValue(token, out var mark) || (mark.Source != MarkSource.Resolution && now - mark.At > OldMark)).Take(reads).ToList();
        if (old.Count == 0) return (known, 0);   // also when a run has asked enough
        try
        {
            // From before the trade: the copy gap asks for midnights as well.
            await marks.FillAsync(old, new DateTimeOffset(since, TimeSpan.Zero).AddHours(-2), now, ct);
        }
        catch (VenueUnavailableException e)
        {
            Log.NotRead(logger, old.Count, e.Message);
        }

        return (await marks.AtAsync(tokens, now, ct), old.Count);
    }

    private sealed record Due(Guid Id, Guid Target, string Reason, string Input, DateTime DecidedAt, string Wallet, string Token, string Fill);

    private static partial class Log
    {
        [LoggerMessage(EventId = 4701, Level = LogLevel.Warning, Message = "What {Tokens} skipped tokens are worth could not be read ({Problem}): their skips stay as they are.")]
        public static partial void NotRead(ILogger logger, int tokens, string problem);
    }
}
