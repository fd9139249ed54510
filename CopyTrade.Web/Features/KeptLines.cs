namespace CopyTrade.Web.Features;

/// <summary>One line of a list that is read again and again: the same object for the same thing.</summary>
public sealed class KeptLine<T>(T item)
{
    public T Item { get; internal set; } = item;
}

/// <summary>
/// Lines that stay themselves over readings. A grid keys a row by its item: a fresh item for each reading would draw the row's buttons anew, and a click, or the keyboard's place, in between would be lost.
/// It takes a fresh list for other data, and forgets how it was sorted: this is one list for good.
/// </summary>
/// <param name="key">What makes two readings of a line the same line; unique within a reading.</param>
public sealed class KeptLines<T, TKey>(Func<T, TKey> key)
    where TKey : notnull
{
    private readonly List<KeptLine<T>> _lines = [];
    private Dictionary<TKey, KeptLine<T>> _known = [];

    /// <summary>The lines of this reading, in its order; always the same list.</summary>
    public IReadOnlyList<KeptLine<T>> Of(IEnumerable<T> items)
    {
        var known = new Dictionary<TKey, KeptLine<T>>();
        _lines.Clear();
        foreach (var item in items)
        {
            var id = key(item);
            var line = _known.GetValueOrDefault(id) ?? new(item);
            if (!known.TryAdd(id, line)) line = new(item);   // whatever the key promises: nothing is left out
            line.Item = item;
            _lines.Add(line);
        }

        _known = known;
        return _lines;
    }
}
