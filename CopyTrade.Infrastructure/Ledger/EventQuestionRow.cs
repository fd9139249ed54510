using CopyTrade.Domain.Venue;
using Dapper;
using Npgsql;

namespace CopyTrade.Infrastructure.Ledger;

/// <summary>A kept question of a whole event.</summary>
internal sealed record EventQuestionRow(string EventGroup, string ConditionId, string YesToken, string NoToken)
{
    private const string OfTokensSql = """
        select q.event_group, q.condition_id, q.yes_token, q.no_token from event_question q
         where q.event_group in (select m.event_group from event_question m where m.yes_token = any (@tokens) union select m.event_group from event_question m where m.no_token = any (@tokens))
        """;

    /// <summary>The whole events to which these tokens belong, each with all its questions.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<EventQuestion>>> ReadAsync(NpgsqlConnection connection, string[] tokens, CancellationToken ct, NpgsqlTransaction? transaction = null)
    {
        var rows = await connection.QueryAsync<EventQuestionRow>(new(OfTokensSql, new { tokens }, transaction, cancellationToken: ct));
        return [.. rows.GroupBy(row => row.EventGroup).Select(group => group.Select(row => row.ToQuestion()).ToList())];
    }

    private EventQuestion ToQuestion() => new(Domain.Venue.ConditionId.Parse(ConditionId), TokenId.Parse(YesToken), TokenId.Parse(NoToken));
}
