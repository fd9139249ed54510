using System.Globalization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Persistence;

/// <summary>A column of a table that holds tenants' rows, able to make up a value of its type.</summary>
internal sealed record TenantTableColumn(string TableName, string Name, string Type, bool IsNeeded)
{
    private static int _counter;

    public static Task<IReadOnlyList<TenantTableColumn>> ReadAsync(DatabaseFixture database) => database.QueryAsync<TenantTableColumn>("""
        select c.relname::text as table_name, a.attname::text as name, format_type(a.atttypid, null) as type,
               a.attnotnull and a.attidentity = '' and a.attgenerated = '' and not a.atthasdef as is_needed
          from pg_class c
          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
           and exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'billing_account_id' and not t.attisdropped)
         order by 1, a.attnum
        """);

    public string ValueFor(TenantRef tenant)
    {
        if (Name == "billing_account_id") return $"'{tenant.Tenant}'";
        var number = Interlocked.Increment(ref _counter).ToString(CultureInfo.InvariantCulture);
        return Type switch
        {
            "uuid" => "gen_random_uuid()",
            "text" or "character varying" => $"'value {number}'",
            "text[]" => $"array['value {number}']",
            "bytea" => $"'\\x{Guid.NewGuid():N}'::bytea",
            "boolean" => "false",
            "timestamp with time zone" => "now()",
            "date" => "current_date",
            "jsonb" => "'{}'",
            "smallint" or "integer" or "bigint" or "numeric" => number,
            _ => throw new InvalidOperationException($"{TableName}.{Name}: this test needs to know how to make up a {Type}."),
        };
    }
}
