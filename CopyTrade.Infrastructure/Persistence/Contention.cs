using System.Diagnostics.Metrics;
using Npgsql;

namespace CopyTrade.Infrastructure.Persistence;

/// <summary>
/// Transactions that the database ended for another's sake (serialization failure, deadlock). Nothing of them happened, so
/// they are begun again at once: a loop that slowed down for them would let orders grow old.
/// </summary>
internal static class Contention
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(32);
    private static readonly Meter Meter = new("CopyTrade.Persistence");
    private static readonly Counter<long> Repeats = Meter.CreateCounter<long>("copytrade_transactions_repeated_total");

    /// <summary>Does the whole transaction, commit included, again while it is a victim; gives up after two seconds.</summary>
    /// <param name="transaction">Reads everything anew each time, and keeps nothing of a time that failed.</param>
    public static async Task<T> AgainAsync<T>(Func<Task<T>> transaction, TimeProvider clock, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await transaction();
            }
            catch (PostgresException e) when (IsVictim(e) && clock.GetElapsedTime(began) < Patience)
            {
                Repeats.Add(1);
            }

            await Task.Delay(pause, clock, ct);
        }
    }

    /// <inheritdoc cref="AgainAsync{T}"/>
    public static Task AgainAsync(Func<Task> transaction, TimeProvider clock, CancellationToken ct) => AgainAsync(
        async () =>
        {
            await transaction();
            return true;
        },
        clock, ct);

    /// <summary>Whether the transaction was ended for another's sake.</summary>
    public static bool IsVictim(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };
}
