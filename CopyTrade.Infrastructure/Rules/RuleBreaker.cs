namespace CopyTrade.Infrastructure.Rules;

/// <summary>Rests the polling of the venue after five rounds in a row in which it answered nothing (R4.12). The stream's prices are judged all the same.</summary>
public sealed class RuleBreaker(TimeProvider clock)
{
    private const int Most = 5;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);
    private readonly Lock _gate = new();
    private int _failures;
    private DateTimeOffset? _openUntil;

    /// <summary>Failures since the last success.</summary>
    public int ConsecutiveFailures
    {
        get
        {
            lock (_gate) return _failures;
        }
    }

    /// <summary>Until when it rests; null while it works.</summary>
    public DateTimeOffset? OpenUntil
    {
        get
        {
            lock (_gate) return _openUntil > clock.GetUtcNow() ? _openUntil : null;
        }
    }

    public void Succeeded()
    {
        lock (_gate) (_failures, _openUntil) = (0, null);
    }

    public void Failed()
    {
        lock (_gate)
        {
            _failures++;
            if (_failures >= Most) _openUntil = clock.GetUtcNow() + Rest;
        }
    }
}
