namespace CopyTrade.Infrastructure.Research.Copies;

/// <summary>What pages read of skips.</summary>
internal static class SkipSql
{
    private const string Matches = "d.billing_account_id = @Tenant and d.outcome = 'skipped' and d.decided_at >= @since and (@target::uuid is null or d.copy_target_id = @target)";

    public const string Reasons = $"""
        select d.reason, count(*)::int as Skips,
               coalesce(sum(-s.profit) filter (where s.profit < 0), 0) as Saved, coalesce(sum(s.profit) filter (where s.profit > 0), 0) as Missed,
               (count(*) filter (where f.side = 'buy' and s.profit is null))::int as Unknown,
               (count(*) filter (where s.profit is not null and s.entry_basis = 'their_price'))::int as AtTheirPrice
          from copy_decision d join observed_fill f on f.fill_id = d.fill_id left join skip_outcome s on s.decision_id = d.id
         where {Matches} group by d.reason order by count(*) desc, d.reason
        """;

    public const string Page = $"""
        select d.id as Decision, d.copy_target_id as Target, coalesce(t.label, f.trader) as TargetName, f.wallet, f.side, f.title, f.outcome, f.price as TheirPrice, f.shares as TheirShares, d.reason,
               coalesce(s.also, array[]::text[]) as Also, d.decided_at as DecidedAt, s.state, s.shares, s.entry_price as Entry, s.entry_basis as Basis, s.exit_price as Exit, s.profit, s.why
          from copy_decision d join observed_fill f on f.fill_id = d.fill_id join copy_target t on t.id = d.copy_target_id left join skip_outcome s on s.decision_id = d.id
         where {Matches} and (@reason::text is null or d.reason = @reason) and (@at::timestamptz is null or (d.decided_at, d.id) < (@at, @id))
         order by d.decided_at desc, d.id desc limit @limit
        """;

    public const string Trades = """
        select d.id, d.input::text as Input, f.wallet, f.token_id as Token, f.fill_id as Fill
          from copy_decision d join observed_fill f on f.fill_id = d.fill_id
         where d.billing_account_id = @Tenant and d.outcome <> 'error' and f.side = 'buy' and d.decided_at >= @since and (@target::uuid is null or d.copy_target_id = @target)
         order by d.decided_at desc, d.id desc limit @limit
        """;
}
