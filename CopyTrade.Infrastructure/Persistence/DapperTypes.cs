using System.Data;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace CopyTrade.Infrastructure.Persistence;

/// <summary>
/// How the values of the domain stand in the database: money and prices as numeric, ids as uuid or text. Rows are mapped
/// by name, snake_case to PascalCase. Enums: see <see cref="EnumText"/>. Arrays are passed as Guid[] or string[].
/// </summary>
internal static class DapperTypes
{
    private static readonly Lazy<bool> Registered = new(RegisterAll);

    public static void Register() => _ = Registered.Value;

    private static bool RegisterAll()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        Add<Usdc, decimal>(value => value.Amount, Usdc.Of);
        Add<Shares, decimal>(value => value.Quantity, value => Shares.Of(value));
        Add<Price, decimal>(value => value.Value, Price.Of);
        Add<TickSize, decimal>(value => value.Value, TickSize.Of);
        Add<WalletAddress, string>(value => value.Value, WalletAddress.Parse);
        Add<ConditionId, string>(value => value.Value, ConditionId.Parse);
        Add<TokenId, string>(value => value.Value, TokenId.Parse);
        Add<VenueOrderId, string>(value => value.Value, VenueOrderId.Parse);
        Add<TransactionHash, string>(value => value.Value, TransactionHash.Parse);
        Add<FillId, string>(value => value.Value, FillId.Parse);
        Add<TenantId, Guid>(value => value.Value, value => new(value));
        Add<UserId, Guid>(value => value.Value, value => new(value));
        Add<WalletConnectionId, Guid>(value => value.Value, value => new(value));
        Add<TargetRowId, Guid>(value => value.Value, value => new(value));
        Add<TargetKey, Guid>(value => value.Value, value => new(value));
        Add<OrderId, Guid>(value => value.Value, value => new(value));
        Add<System.Numerics.BigInteger, string>(value => value.ToString(System.Globalization.CultureInfo.InvariantCulture), value => System.Numerics.BigInteger.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
        Add<WalletTransferId, Guid>(value => value.Value, value => new(value));
        Add<SignalProfileId, Guid>(value => value.Value, value => new(value));
        Add<RuleId, Guid>(value => value.Value, value => new(value));
        Add<IdempotencyKey, string>(value => value.Value, IdempotencyKey.Parse);

        // Dapper knows this type already and would pass it on with an offset, which PostgreSQL refuses.
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        Add<DateTimeOffset, DateTime>(value => value.UtcDateTime, value => new(DateTime.SpecifyKind(value, DateTimeKind.Utc)));
        return true;
    }

    private static void Add<T, TColumn>(Func<T, TColumn> write, Func<TColumn, T> read) where T : notnull where TColumn : notnull =>
        SqlMapper.AddTypeHandler(typeof(T), new Handler<T, TColumn>(write, read));

    /// <summary>Names the column's type even for a null: PostgreSQL cannot tell it from <c>$1 is null</c>.</summary>
    private sealed class Handler<T, TColumn>(Func<T, TColumn> write, Func<TColumn, T> read) : SqlMapper.ITypeHandler
        where T : notnull
        where TColumn : notnull
    {
        private static readonly NpgsqlDbType ColumnType = Type.GetTypeCode(typeof(TColumn)) switch
        {
            TypeCode.Decimal => NpgsqlDbType.Numeric,
            TypeCode.String => NpgsqlDbType.Text,
            TypeCode.DateTime => NpgsqlDbType.TimestampTz,
            _ => NpgsqlDbType.Uuid,
        };

        public void SetValue(IDbDataParameter parameter, object value)
        {
            ((NpgsqlParameter)parameter).NpgsqlDbType = ColumnType;
            parameter.Value = value is T known ? write(known) : DBNull.Value;
        }

        public object Parse(Type destinationType, object value) => read((TColumn)value);
    }
}
