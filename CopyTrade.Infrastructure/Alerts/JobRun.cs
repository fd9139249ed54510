namespace CopyTrade.Infrastructure.Alerts;

/// <summary>A job in the hands of its handler. Its token ends with the lease, unless that is renewed in time, and with the host.</summary>
internal sealed class JobRun : IDisposable
{
    private readonly CancellationTokenSource _lease;
    private readonly CancellationTokenSource _either;
    private readonly Lock _gate = new();
    private bool _isOver;

    public JobRun(TakenJob taken, TimeSpan lease, TimeProvider clock, CancellationToken host)
    {
        Taken = taken;
        _lease = new(lease, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_lease.Token, host);
        Token = _either.Token;
    }

    public TakenJob Taken { get; }

    public CancellationToken Token { get; }

    /// <summary>Ends when nothing more is done for the job here.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    public void Renew(TimeSpan lease)
    {
        lock (_gate)
        {
            if (!_isOver && !_lease.IsCancellationRequested) _lease.CancelAfter(lease);
        }
    }

    public void Lose()
    {
        lock (_gate)
        {
            if (!_isOver) _lease.Cancel();
        }
    }

    public void Dispose()
    {
        lock (_gate) _isOver = true;
        _either.Dispose();
        _lease.Dispose();
    }
}
