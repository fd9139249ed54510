using System.Security.Cryptography;
using System.Text;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.World;

namespace CopyTrade.Simulator.Replay;

/// <summary>Plays a recording: order and relative timing kept, divided by the speed, moved to now.</summary>
internal sealed class ReplayPlayer(VenueState state, Scheduler scheduler, StagedTrades trades, ReplayFile file)
{
    private static readonly TimeSpan LeadTime = TimeSpan.FromSeconds(5);
    private readonly List<(ReplayRow Row, string TransactionHash, bool IsSynthetic)> _plan = WithHashes(file.Rows);

    public int Played { get; private set; }

    public ReplayFile File => file;

    public IReadOnlyList<(ReplayRow Row, string TransactionHash, bool IsSynthetic)> Plan => _plan;

    public bool IsStarted { get; private set; }

    /// <summary>False when it was started before.</summary>
    public bool Start()
    {
        if (IsStarted)
        {
            return false;
        }

        IsStarted = true;
        Schedule(0, state.Now + LeadTime);
        return true;
    }

    private void Schedule(int index, DateTimeOffset start)
    {
        if (index < _plan.Count)
        {
            var offset = (_plan[index].Row.Timestamp - _plan[0].Row.Timestamp) / state.Options.ReplaySpeed;
            var due = start.AddSeconds((double)offset);
            scheduler.At(due, () =>
            {
                try
                {
                    Play(_plan[index].Row, _plan[index].TransactionHash, due);
                }
                finally
                {
                    Schedule(index + 1, start);
                }
            });
        }
    }

    private void Play(ReplayRow row, string transaction, DateTimeOffset due)
    {
        Played++;
        var account = state.AccountOf(row.Wallet);
        account.Name = row.Name ?? account.Name;
        account.Pseudonym = row.Pseudonym ?? account.Pseudonym;
        if (state.Markets.ByToken(row.Token) is var (market, outcome))
        {
            // The planned second, however late we are: the rows of one transaction must not fall into two.
            trades.Play(new(account, market, outcome, row.Side, [(row.Size, row.Price)], [transaction], Timestamp: due.ToUnixTimeSeconds()));
        }
    }

    // The made-up hash begins with 5e17 and depends on the row alone, and on how many equal rows came before it.
    private static List<(ReplayRow, string, bool)> WithHashes(IReadOnlyList<ReplayRow> rows)
    {
        var seen = new Dictionary<string, int>();
        return [.. rows.Select(row =>
        {
            if (row.TransactionHash is { } known)
            {
                return (row, known, false);
            }

            var cause = $"{row.Wallet}|{row.Side}|{row.Token}|{row.Size}|{row.Price}|{row.Timestamp}";
            seen[cause] = seen.GetValueOrDefault(cause) + 1;
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(cause + "|" + seen[cause]));
            return (row, "0x5e17" + Convert.ToHexStringLower(hash)[4..], true);
        })];
    }
}
