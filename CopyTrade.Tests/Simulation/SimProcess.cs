namespace CopyTrade.Tests.Simulation;

/// <summary>
/// A process of the world. Everything awaited inside it goes on inside it, through the world's agenda; killed, it goes on
/// with nothing: no finally block, no disposal, as with SIGKILL. Stopped, it goes on later, as with SIGSTOP.
/// </summary>
internal sealed class SimProcess(World world, string name) : SynchronizationContext
{
    private readonly List<Action> _onDeath = [];

    public string Name => name;

    public bool IsAlive { get; private set; } = true;

    public DateTimeOffset StoppedUntil { get; private set; }

    /// <summary>What outlives it and has to be told: the database that notices a broken connection.</summary>
    public void OnDeath(Action told) => _onDeath.Add(told);

    public void Kill(string where)
    {
        if (!IsAlive) return;
        world.Note($"{name} KILLED {where}");
        IsAlive = false;
        foreach (var told in _onDeath) told();
    }

    public void Stop(TimeSpan span)
    {
        world.Note($"{name} STOPPED for {span.TotalSeconds:0.0} s");
        StoppedUntil = world.Now + span;
        world.LastAwake = StoppedUntil > world.LastAwake ? StoppedUntil : world.LastAwake;
    }

    /// <summary>Goes on after a time. A process may die while it waits.</summary>
    public Task PauseAsync(TimeSpan span)
    {
        var over = new TaskCompletionSource();
        world.After(span, this, over.SetResult);
        return over.Task;
    }

    public void Enter(Action body)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            body();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => world.After(TimeSpan.Zero, this, () => d(state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing may wait in a world of one thread.");

    public override SynchronizationContext CreateCopy() => this;
}
