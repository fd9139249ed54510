namespace CopyTrade.Tests.Simulation;

/// <summary>A lock of the database: held by one session until its transaction ends, given to the others in turn.</summary>
internal sealed class SimLock
{
    private readonly LinkedList<(SimSession Session, TaskCompletionSource Granted)> _waiting = [];
    private SimSession? _holder;

    public Task TakeAsync(SimSession session)
    {
        if (_holder is null || _holder == session)
        {
            _holder = session;
            return Task.CompletedTask;
        }

        var granted = new TaskCompletionSource();
        _waiting.AddLast((session, granted));
        return granted.Task;
    }

    /// <summary>Also for a session that still waits.</summary>
    public void Release(World world, SimSession session)
    {
        for (var node = _waiting.First; node is not null; node = node.Next)
        {
            if (node.Value.Session != session) continue;
            _waiting.Remove(node);
            break;
        }

        if (_holder != session) return;
        _holder = null;
        if (_waiting.First is not { } next) return;
        _waiting.RemoveFirst();
        _holder = next.Value.Session;
        world.After(TimeSpan.Zero, next.Value.Session.Process, next.Value.Granted.SetResult);
    }
}
