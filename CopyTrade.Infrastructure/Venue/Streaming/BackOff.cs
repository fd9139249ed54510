namespace CopyTrade.Infrastructure.Venue.Streaming;

/// <summary>Waits between attempts: 0.5 s doubling to 10 s, from the start again after a success.</summary>
internal sealed class BackOff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private TimeSpan _next = First;

    public TimeSpan Next()
    {
        var wait = _next;
        _next = wait * 2 < Longest ? wait * 2 : Longest;
        return wait;
    }

    public void Reset() => _next = First;
}
