using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CopyTrade.Web.Layout;

/// <summary>
/// What was read for a prerendered page, kept for the moment until its circuit begins: the page goes on showing it instead of
/// falling back to "reading". Given out once, for the random key that travels in the page's protected state.
/// </summary>
public sealed class PageHandover(TimeProvider clock)
{
    public const int Most = 256;
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<string, (object What, DateTimeOffset Until)> _kept = new();

    /// <summary>The key under which it waits; null when too much is waiting already.</summary>
    public string? Keep(object what)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, (_, until)) in _kept) if (until <= now) _kept.TryRemove(old, out _);
        if (_kept.Count >= Most) return null;
        var key = RandomNumberGenerator.GetHexString(32);
        _kept[key] = (what, now + Patience);
        return key;
    }

    /// <summary>Null for a key that was never given out, was used before, waited too long, or is for something else.</summary>
    public T? Take<T>(string? key)
        where T : class => key is not null && _kept.TryRemove(key, out var kept) && kept.Until > clock.GetUtcNow() ? kept.What as T : null;
}
