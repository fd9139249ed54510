using CopyTrade.Domain.Operations;
using Dapper;
using Npgsql;

namespace CopyTrade.Infrastructure.Persistence;

/// <summary>
/// Tells every host what was committed. Apart from the transactions themselves: the server lets only one transaction that
/// notifies commit at a time, and it would write its log while all others wait (ADR 0016). What comes while one word is
/// on its way goes together with the next. A word is a hint: a process that dies between commit and word is made up for
/// by the looks that every listener takes by itself. Thread-safe.
/// </summary>
public sealed class ChangeAnnouncer(NpgsqlDataSource database, TimeProvider clock) : IAsyncDisposable
{
    private const string Sql = "select pg_notify(@Channel, payload)::text from unnest(@payloads) payload";
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Change> _waiting = [];
    private Task _sending = Task.CompletedTask;
    private bool _isSending;

    /// <summary>Hears of each word that did not go out, and when it is tried again.</summary>
    public event Action<Exception, TimeSpan>? Failed;

    /// <summary>How it does, for health pages.</summary>
    public LoopState State { get; private set; } = new("announcing changes", 0, null, null);

    /// <summary>Does not wait and does not throw. Equal changes that wait together go out once.</summary>
    public void Announce(params IEnumerable<Change> changes)
    {
        lock (_gate)
        {
            _waiting.UnionWith(changes);
            if (_waiting.Count == 0 || _isSending || _stop.IsCancellationRequested) return;
            _isSending = true;
            // It goes on for whoever comes next: not in the name of the one who happened to come first.
            using (ExecutionContext.SuppressFlow()) _sending = Task.Run(SendAllAsync);
        }
    }

    /// <summary>What still waits goes out first, if that takes no longer than two seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAny(_sending, Task.Delay(Farewell, clock, CancellationToken.None));
        await _stop.CancelAsync();
        await _sending;
        _stop.Dispose();
    }

    private async Task SendAllAsync()
    {
        while (Take() is { } batch)
        {
            try
            {
                await SendAsync(batch);
                if (State.FailuresInARow > 0) State = State with { FailuresInARow = 0 };
            }
            catch (Exception e)
            {
                lock (_gate) _waiting.UnionWith(batch);
                await RestAsync(e);
            }
        }
    }

    private Change[]? Take()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0 || _stop.IsCancellationRequested)
            {
                _isSending = false;
                return null;
            }

            Change[] batch = [.. _waiting];
            _waiting.Clear();
            return batch;
        }
    }

    private async Task SendAsync(Change[] batch)
    {
        await using var connection = await database.OpenConnectionAsync(_stop.Token);
        await connection.ExecuteAsync(new CommandDefinition(Sql, new { ChangePayload.Channel, payloads = Array.ConvertAll(batch, ChangePayload.Write) }, cancellationToken: _stop.Token));
    }

    private async Task RestAsync(Exception failure)
    {
        if (_stop.IsCancellationRequested) return;
        State = State with { FailuresInARow = State.FailuresInARow + 1, LastFailureAt = clock.GetUtcNow(), Problem = failure.Message };
        var pause = LoopPause.After(State.FailuresInARow);
        Failed?.Invoke(failure, pause);
        await Task.Delay(pause, clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
