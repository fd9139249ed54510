namespace CopyTrade.Tests.Simulation;

/// <summary>A lock of the database: held by one session until its transaction ends, given to the others in turn. Who would wait in a circle is refused, as PostgreSQL does.</summary>
internal sealed class SimLock
{
    private readonly LinkedList<(SimSession Session, TaskCompletionSource Granted)> _waiting = [];
    private SimSession? _holder;

    public Task TakeAsync(SimSession session)
    {
        if (TryTake(session)) return Task.CompletedTask;
        if (IsCircle(session)) throw new SimDatabaseException("deadlock detected");
        var granted = new TaskCompletionSource();
        _waiting.AddLast((session, granted));
        session.WaitsFor = this;
        return granted.Task;
    }

    /// <summary>Without waiting (skip locked).</summary>
    public bool TryTake(SimSession session)
    {
        if (_holder is not null && _holder != session) return false;
        _holder = session;
        return true;
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
        _holder.WaitsFor = null;
        world.After(TimeSpan.Zero, next.Value.Session.Process, next.Value.Granted.SetResult);
    }

    private bool IsCircle(SimSession session)
    {
        for (var at = _holder; at is not null; at = at.WaitsFor?._holder)
        {
            if (at == session) return true;
        }

        return false;
    }
}
