namespace CopyTrade.Simulator.Faults;

internal interface IResettable
{
    void Reset();
}

/// <summary>A fault that ends after a number of uses, after a time, or when it is reset.</summary>
internal sealed class Switch<T>(TimeProvider clock) : IResettable
    where T : class
{
    private T? _fault;
    private int? _left;
    private DateTimeOffset? _until;

    public T? Current => _left is <= 0 || _until <= clock.GetUtcNow() ? null : _fault;

    public int SecondsLeft => Current is null || _until is null ? 0 : (int)Math.Ceiling((_until.Value - clock.GetUtcNow()).TotalSeconds);

    public void Set(T? fault, int? count, decimal? seconds)
    {
        if (fault is not null)
        {
            (_fault, _left, _until) = (fault, count, seconds is { } s ? clock.GetUtcNow().AddSeconds((double)s) : null);
        }
    }

    public T? Take()
    {
        var current = Current;
        if (current is not null && _left is not null)
        {
            _left--;
        }

        return current;
    }

    public void Reset() => _fault = null;
}
