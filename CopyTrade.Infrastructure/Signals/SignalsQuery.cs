using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Positions;
using CopyTrade.Infrastructure.Venue;
using Dapper;

namespace CopyTrade.Infrastructure.Signals;

internal sealed class SignalsQuery(TenantScopes scopes, Databases databases, VenueSettings venue, TimeProvider clock) : ISignalsQuery
{
    private const string RecentSql = """
        select i.id, p.name as profile, i.document, i.channel, i.received_at, i.status, i.code, i.reason, i.trace::text as trace, i.attempts, i.order_id,
               o.status as order_status, o.failure_detail as order_failure,
               exists (select from order_fill f where f.order_id = o.id and f.settlement = 'confirmed') as is_confirmed
          from signal_intent i join signal_profile p on p.id = i.profile_id left join trade_order o on o.id = i.order_id
         where i.billing_account_id = @Tenant order by i.received_at desc, i.id desc limit @most
        """;

    private const string RefusedSql = """
        select r.id, p.name as profile, r.intent_id, r.channel, r.code, r.field, r.message, r.rejected_at as at
          from signal_rejection r left join signal_profile p on p.id = r.profile_id
         where r.billing_account_id = @Tenant order by r.rejected_at desc, r.id desc limit @most
        """;

    private const string StatsSql = """
        select count(*)::int as validated,
               count(*) filter (where i.status = 'queued')::int as queued,
               count(*) filter (where i.status = 'placed')::int as placed,
               count(*) filter (where i.status = 'observed')::int as observed,
               count(*) filter (where i.status = 'rejected')::int as stopped,
               count(*) filter (where i.status = 'waiting')::int as waiting,
               count(*) filter (where i.status = 'combined')::int as combined,
               count(*) filter (where o.matched_shares > 0)::int as executions,
               count(*) filter (where o.matched_shares = 0 and o.status in ('error', 'canceled'))::int as failed
          from signal_intent i left join trade_order o on o.id = i.order_id
         where i.billing_account_id = @Tenant
        """;

    private const string ProfilesSql = $"""
        select p.name as profile, count(i.id)::int as validated,
               count(*) filter (where o.matched_shares > 0)::int as executions,
               count(*) filter (where o.matched_shares = 0 and o.status in ('error', 'canceled'))::int as failed,
               coalesce(sum({MeansSql.Spent}) filter (where {PostgresSignalSession.CountsForBudget}), 0) as used
          from signal_profile p left join signal_intent i on i.profile_id = p.id left join trade_order o on o.id = i.order_id
         where p.billing_account_id = @Tenant and p.disabled_at is null
         group by p.name order by p.name
        """;

    private const string CodesSql = """
        select code, sum(n)::int as n, sum(at_door)::int as at_door from (
          select code, count(*) as n, count(*) as at_door from signal_rejection where billing_account_id = @Tenant group by code
          union all
          select code, count(*), 0 from signal_intent where billing_account_id = @Tenant and status = 'rejected' group by code) c
         group by code
        """;

    public async Task<IReadOnlyList<SignalRow>> RecentAsync(TenantRef tenant, int most, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return [.. (await scope.QueryAsync<Row>(RecentSql, new { tenant.Tenant, most })).Select(row => row.ToSignal()).OfType<SignalRow>()];
    }

    public async Task<IReadOnlyList<SignalRefusal>> RefusedAsync(TenantRef tenant, int most, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return [.. (await scope.QueryAsync<RefusalRow>(RefusedSql, new { tenant.Tenant, most })).Select(row => row.ToRefusal())];
    }

    public async Task<SignalStats> StatsAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var counts = await scope.QuerySingleAsync<Counts>(StatsSql, new { tenant.Tenant });
        var codes = await scope.QueryAsync<(string Code, int N, int AtDoor)>(CodesSql, new { tenant.Tenant });
        var profiles = await scope.QueryAsync<(string Profile, int Validated, int Executions, int Failed, decimal Used)>(ProfilesSql, new { tenant.Tenant, mode = venue.Mode.ToText(), now = clock.GetUtcNow() });
        return new(
            counts.Validated, codes.Sum(code => code.AtDoor), counts.Queued, counts.Placed, counts.Observed, counts.Stopped, counts.Executions, counts.Failed,
            codes.ToDictionary(code => EnumText.Parse<SignalReject>(code.Code), code => code.N), counts.Waiting, counts.Combined)
        {
            Profiles = [.. profiles.Select(row => new SignalProfileStats(row.Profile, row.Validated, row.Executions, row.Failed, Usdc.RoundUp(row.Used)))],
        };
    }

    public async Task<IReadOnlyList<SignalGeneratorState>> GeneratorsAsync(CancellationToken ct)
    {
        await using var connection = await databases.App.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<GeneratorRow>(new("select sink, started_at, heartbeat_at, checks, emitted, problem from signal_generator order by heartbeat_at desc limit 10", cancellationToken: ct));
        return [.. rows.Select(row => new SignalGeneratorState(row.Sink, row.StartedAt, row.HeartbeatAt, row.Checks, row.Emitted, row.Problem))];
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public string Profile { get; init; } = "";

        public string Document { get; init; } = "";

        public string Channel { get; init; } = "";

        public DateTimeOffset ReceivedAt { get; init; }

        public string Status { get; init; } = "";

        public string? Code { get; init; }

        public string? Reason { get; init; }

        public string? Trace { get; init; }

        public int Attempts { get; init; }

        public Guid? OrderId { get; init; }

        public string? OrderStatus { get; init; }

        public string? OrderFailure { get; init; }

        public bool IsConfirmed { get; init; }

        public SignalRow? ToSignal() => SignalIntentParser.Parse(System.Text.Encoding.UTF8.GetBytes(Document)) is SignalParse.Valid valid
            ? new(
                Id, Profile, valid.Intent, EnumText.Parse<SignalChannel>(Channel), ReceivedAt, EnumText.Parse<SignalStatus>(Status), Code is null ? null : EnumText.Parse<SignalReject>(Code), Reason,
                Trace is null ? null : DomainJson.Read<SignalTrace>(Trace), Attempts, OrderId is { } order ? new OrderId(order) : null, OrderStatus is null ? null : EnumText.Parse<OrderStatus>(OrderStatus), OrderFailure, IsConfirmed)
            : null;
    }

    private sealed class RefusalRow
    {
        public long Id { get; init; }

        public string? Profile { get; init; }

        public Guid? IntentId { get; init; }

        public string Channel { get; init; } = "";

        public string Code { get; init; } = "";

        public string? Field { get; init; }

        public string Message { get; init; } = "";

        public DateTimeOffset At { get; init; }

        public SignalRefusal ToRefusal() => new(Id, Profile, IntentId, EnumText.Parse<SignalChannel>(Channel), EnumText.Parse<SignalReject>(Code), Field, Message, At);
    }

    private sealed class Counts
    {
        public int Validated { get; init; }

        public int Queued { get; init; }

        public int Placed { get; init; }

        public int Observed { get; init; }

        public int Stopped { get; init; }

        public int Waiting { get; init; }

        public int Combined { get; init; }

        public int Executions { get; init; }

        public int Failed { get; init; }
    }

    private sealed class GeneratorRow
    {
        public string Sink { get; init; } = "";

        public DateTimeOffset StartedAt { get; init; }

        public DateTimeOffset HeartbeatAt { get; init; }

        public long Checks { get; init; }

        public long Emitted { get; init; }

        public string? Problem { get; init; }
    }
}
