namespace CopyTrade.Web.Shared;

/// <summary>
/// What was typed into the fields of a form and cannot be read: it stays in its box with the reason, and the form is not saved
/// while anything is left. Each field by itself, so that a good one does not hide a bad one.
/// </summary>
public sealed class Unread
{
    private readonly SortedDictionary<string, (string Text, string Problem)> _fields = new(StringComparer.Ordinal);

    /// <summary>The first reason, with the name of its field; null when all is read.</summary>
    public string? Problem => _fields.Count == 0 ? null : $"{_fields.First().Key}: {_fields.First().Value.Problem}";

    /// <summary>What stands in the box of this field; null when it was read.</summary>
    public string? TextOf(string field) => _fields.TryGetValue(field, out var typed) ? typed.Text : null;

    public void Note(string field, string text, string problem) => _fields[field] = (text, problem);

    /// <summary>The field was read, or is asked for no more.</summary>
    public void Forget(string field) => _fields.Remove(field);

    public void ForgetAll() => _fields.Clear();
}
