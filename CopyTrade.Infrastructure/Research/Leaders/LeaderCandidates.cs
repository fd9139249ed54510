using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Research.Leaders;

/// <summary>Who might be worth copying: the venue's boards, followed wallets, and wallets that people asked for.</summary>
internal sealed class LeaderCandidates(Databases databases, ILeaderRecord record, LeaderPace pace, IOptions<LeaderOptions> options, TimeProvider clock)
{
    private static readonly LeaderBoard[] Boards = [new("MONTH", "PNL"), new("ALL", "PNL"), new("WEEK", "PNL"), new("MONTH", "VOL")];

    private const string AddSql = """
        insert into leader_candidate (wallet, name, source, added_at, board_at, next_at)
        select w.wallet, nullif(w.name, ''), @source, @now, @boardAt, @now from unnest(@wallets, @names) as w (wallet, name)
         limit greatest(0, @most - (select count(*) from leader_candidate))
            on conflict (wallet) do update set name = coalesce(excluded.name, leader_candidate.name), board_at = coalesce(excluded.board_at, leader_candidate.board_at)
        """;

    /// <summary>Reads the boards when their word is old; answers how many lines they had.</summary>
    public async Task<int> FindAsync(CancellationToken ct)
    {
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        var followed = (await connection.QueryAsync<string>(new("select wallet from followed_wallets()", cancellationToken: ct))).Distinct().ToArray();
        await AddAsync(followed, new string[followed.Length].Select(_ => "").ToArray(), "followed", null, ct);
        var last = await connection.QuerySingleAsync<DateTimeOffset>(new("select coalesce(max(board_at), timestamptz 'epoch') from leader_candidate", cancellationToken: ct));
        if (clock.GetUtcNow() - last < TimeSpan.FromHours(options.Value.BoardHours)) return 0;
        var found = new Dictionary<WalletAddress, string>();
        foreach (var board in Boards)
        {
            for (var page = 0; page < options.Value.BoardPages; page++)
            {
                await pace.WaitAsync(ct);
                var rows = await record.BoardAsync(board, page * record.BoardRows, ct);
                foreach (var row in rows) found[row.Wallet] = row.Name ?? found.GetValueOrDefault(row.Wallet, "");
                if (rows.Count < record.BoardRows) break;
            }
        }

        await AddAsync([.. found.Keys.Select(wallet => wallet.Value)], [.. found.Values], "leaderboard", clock.GetUtcNow(), ct);
        return found.Count;
    }

    private async Task AddAsync(string[] wallets, string[] names, string source, DateTimeOffset? boardAt, CancellationToken ct)
    {
        if (wallets.Length == 0) return;
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(AddSql, new { wallets, names, source, boardAt, now = clock.GetUtcNow(), most = options.Value.MostCandidates }, cancellationToken: ct));
    }
}
