using System.Globalization;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Faults;

/// <summary>
/// F14 inside the database: while it is on, a seeded share of all writes, and a quarter of that share of tenants' reads, fails
/// with error codes of choice: writes by triggers, reads by a policy, changes of orders also at COMMIT, where the work was done already.
/// </summary>
internal sealed class StatementStorm
{
    public const string SerializationFailure = "40001";
    public const string Deadlock = "40P01";
    public const string DiskFull = "53100";

    // A sequence is not rolled back with what failed: each statement has a turn of its own, and failures stay counted.
    private const string InstallSql = """
        create table storm (seed bigint not null, percent int not null, reads boolean not null, states text[] not null);
        insert into storm values (0, 0, false, '{}');
        create sequence storm_turn;
        create sequence storm_raised minvalue 0 start 0;
        create function storm_strike(is_read boolean) returns boolean language plpgsql volatile security definer set search_path = public as $$
        declare
          now_on storm%rowtype;
          turn bigint;
        begin
          select * into now_on from storm;
          if now_on.percent = 0 or (is_read and not now_on.reads) then return true; end if;
          turn := nextval('storm_turn');
          if abs(hashint8extended(turn, now_on.seed) % 400) >= now_on.percent * (case when is_read then 1 else 4 end) then return true; end if;
          perform nextval('storm_raised');
          raise exception 'planted: %', now_on.states[1 + turn % array_length(now_on.states, 1)] using errcode = now_on.states[1 + turn % array_length(now_on.states, 1)];
        end $$;
        create function storm_trigger() returns trigger language plpgsql as $$ begin perform storm_strike(false); return null; end $$;
        """;

    // Each by itself: a transaction that takes table after table would lock itself in with the engine's.
    private const string StrikesSql = """
        select format('create trigger storm before insert or update or delete on %s for each statement execute function storm_trigger()', c.oid::regclass)
          from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'storm'
        union all
        select format('create policy storm on %s as restrictive for select using ((select storm_strike(true)))', c.oid::regclass)
          from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
        union all
        select 'create constraint trigger storm_at_commit after insert or update on trade_order deferrable initially deferred for each row execute function storm_trigger()'
        """;

    private readonly DatabaseFixture _database;

    private StatementStorm(DatabaseFixture database) => _database = database;

    /// <summary>Everything is in place and nothing fails yet.</summary>
    public static async Task<StatementStorm> InstallAsync(DatabaseFixture database)
    {
        await database.ExecuteAsync(InstallSql);
        foreach (var strike in await database.QueryAsync<string>(StrikesSql)) await database.ExecuteAsync(strike);
        return new(database);
    }

    public Task BeginAsync(int seed, int percent, bool reads, params string[] states) =>
        _database.ExecuteAsync("update storm set seed = @seed, percent = @percent, reads = @reads, states = @states", new { seed = (long)seed, percent, reads, states });

    public Task EndAsync() => _database.ExecuteAsync("update storm set percent = 0");

    /// <summary>How many statements failed.</summary>
    public async Task<int> RaisedAsync() => int.Parse((await _database.QueryAsync<string>("select (last_value + case when is_called then 1 else 0 end)::text from storm_raised")).Single(), CultureInfo.InvariantCulture);
}
