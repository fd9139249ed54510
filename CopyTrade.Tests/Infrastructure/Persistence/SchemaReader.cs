using Dapper;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Persistence;

/// <summary>Describes the tables of a database whose names match a pattern as sorted lines, so that two databases can be compared.</summary>
internal static class SchemaReader
{
    private const string Sql = """
        select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
               || case when a.attnotnull then ' not null' else '' end
               || case when a.attidentity::text <> '' then ' identity ' || a.attidentity::text else '' end
               || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
         where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname like @pattern
        union all
        select 'constraint ' || c.relname || '.' || k.conname || ' ' || pg_get_constraintdef(k.oid)
          from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'public' and c.relname like @pattern
        union all
        select 'index ' || indexdef from pg_indexes where schemaname = 'public' and tablename like @pattern
         order by 1
        """;

    public static async Task<IReadOnlyList<string>> ReadAsync(string connectionString, string pattern)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        return (await connection.QueryAsync<string>(Sql, new { pattern })).AsList();
    }
}
