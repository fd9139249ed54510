namespace CopyTrade.Infrastructure.Trading.Settlement;

/// <summary>
/// When the venue is asked for the trades of an order that is over: a match just before a cancel, or one whose message was lost,
/// is listed a little later. Five short looks within a quarter of an hour of the end; in between nobody has to work for it.
/// </summary>
internal static class AfterLooks
{
    /// <summary>How long after its end an order is asked about whose matches, as the venue counts them, are not all on record.</summary>
    public static readonly TimeSpan Missing = TimeSpan.FromDays(1);

    /// <summary>How far each reading goes back behind the one before: longer than the venue may take to list a match. The end of the looks in <see cref="Ended"/>.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(15);

    /// <summary>Ended orders (o) of wallets (w) to be asked about; <c>x.is_missing</c> where the venue counts more than is on record, else a look is due that was not had. Takes <c>@now</c> and <c>@recent</c>, the age of <see cref="Missing"/>; ends in a condition.</summary>
    public const string Ended = """
        wallet_connection w join trade_order o on o.connection_id = w.id and o.accepted_at is not null and o.finished_at > least(w.trades_read_to, @recent)
         cross join lateral (select o.finished_at > @recent and o.matched_shares > 0
                                    and o.matched_shares > coalesce((select sum(f.shares) from order_fill f where f.order_id = o.id and f.settlement <> 'failed'), 0) as is_missing) x
         where (x.is_missing
                or (w.revoked_at is null and o.finished_at > w.trades_read_to
                    and exists (select from unnest(array[5, 30, 120, 300, 900]) s
                                 where o.finished_at + s * interval '1 second' <= @now and o.finished_at + (s - 900) * interval '1 second' > w.trades_read_to)))
        """;
}
