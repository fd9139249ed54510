using System.Text.Json;
using System.Text.Json.Serialization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using Dapper;
using Npgsql;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>Reads what wallets held before their fills, a batch in one query, on any connection that may read observations.</summary>
public static class HoldingReader
{
    /// <summary>By fill; a fill that is missing was stored while the wallet's positions were not known yet. Unknown is not zero.</summary>
    public static async Task<IReadOnlyDictionary<FillId, HoldingsBefore>> BeforeAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, IEnumerable<FillId> fills, CancellationToken ct)
    {
        var rows = await connection.QueryAsync<(string Fill, string Before)>(new(
            "select fill_id, before::text from wallet_holding_move where fill_id = any (@fills)",
            new { fills = fills.Select(fill => fill.Value).ToArray() }, transaction, cancellationToken: ct));
        return rows.ToDictionary(row => FillId.Parse(row.Fill), row => Read(row.Before));
    }

    /// <summary>What a wallet holds now, market by market; null while that is not known.</summary>
    public static async Task<IReadOnlyList<WalletHolding>?> NowAsync(NpgsqlConnection connection, WalletAddress wallet, CancellationToken ct)
    {
        var rows = (await connection.QueryAsync<(bool IsKnown, string? Token, decimal? Shares, decimal? Cost)>(new(
            """
            select s.as_of is not null, h.token_id, h.shares, h.cost
              from wallet_snapshot s left join wallet_holding h on h.wallet = s.wallet and h.shares > 0 where s.wallet = @wallet order by h.token_id
            """, new { wallet }, cancellationToken: ct))).ToList();
        return rows is [{ IsKnown: true }, ..]
            ? [.. rows.Where(row => row.Token is not null).Select(row => Holding(row.Token!, row.Shares ?? 0m, row.Cost))]
            : null;
    }

    private static HoldingsBefore Read(string json) =>
        new([.. (JsonSerializer.Deserialize<List<Row>>(json) ?? []).Select(row => Holding(row.Token, row.Shares, row.Cost))]);

    private static WalletHolding Holding(string token, decimal shares, decimal? cost) =>
        new(TokenId.Parse(token), Shares.RoundDown(shares), cost is { } dollars ? Usdc.RoundDown(dollars) : null);

    private sealed record Row([property: JsonPropertyName("t")] string Token, [property: JsonPropertyName("s")] decimal Shares, [property: JsonPropertyName("c")] decimal? Cost);
}
