namespace CopyTrade.Tests.Faults;

/// <summary>The right time, and timers that wait while they are held: a venue goes on answering, and settles nothing before it is released.</summary>
internal sealed class HoldingClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Action> _due = [];
    private bool _isHeld;

    public void Hold()
    {
        lock (_gate) _isHeld = true;
    }

    /// <summary>What came due meanwhile fires now.</summary>
    public void Release()
    {
        Action[] due;
        lock (_gate)
        {
            _isHeld = false;
            due = [.. _due];
            _due.Clear();
        }

        foreach (var fire in due) fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(_ => Fire(() => callback(state)), null, dueTime, period);

    private void Fire(Action fire)
    {
        lock (_gate)
        {
            if (_isHeld)
            {
                _due.Add(fire);
                return;
            }
        }

        fire();
    }
}
