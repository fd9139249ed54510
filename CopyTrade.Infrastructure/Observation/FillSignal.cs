namespace CopyTrade.Infrastructure.Observation;

/// <summary>Says inside this process that fills were stored, without the way through the database. A signal given while nobody waits is kept; several are one.</summary>
public sealed class FillSignal : IDisposable
{
    private readonly SemaphoreSlim _news = new(0, 1);

    public void Set()
    {
        try
        {
            _news.Release();
        }
        catch (SemaphoreFullException)
        {
            // One is kept already.
        }
    }

    /// <summary>True when signalled, false when <paramref name="patience"/> ran out first.</summary>
    public async Task<bool> WaitAsync(TimeSpan patience, TimeProvider clock, CancellationToken ct)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var signal = _news.WaitAsync(waiting.Token);
        var pause = Task.Delay(patience, clock, waiting.Token);
        if (await Task.WhenAny(signal, pause) == pause)
        {
            await waiting.CancelAsync();
            await ((Task)signal).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ct.ThrowIfCancellationRequested();
            return signal.IsCompletedSuccessfully;
        }

        await waiting.CancelAsync();
        await pause.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await signal;
        return true;
    }

    public void Dispose() => _news.Dispose();
}
