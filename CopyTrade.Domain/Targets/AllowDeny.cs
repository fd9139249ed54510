namespace CopyTrade.Domain.Targets;

/// <summary>What is followed and what is not. An empty <paramref name="Allow"/> allows everything that <paramref name="Deny"/> does not name.</summary>
/// <param name="Allow">Nothing else is followed; empty for no such limit.</param>
/// <param name="Deny">Never followed, even when allowed.</param>
public sealed record AllowDeny<T>(IReadOnlyList<T> Allow, IReadOnlyList<T> Deny)
    where T : notnull
{
    /// <summary>Nothing else is followed.</summary>
    public IReadOnlyList<T> Allow { get; init; } = Allow ?? [];

    /// <summary>Never followed.</summary>
    public IReadOnlyList<T> Deny { get; init; } = Deny ?? [];

    /// <summary>True when neither list names anything.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsEmpty => Allow.Count == 0 && Deny.Count == 0;

    /// <summary>Whether this is followed. Unknown passes a list of what to avoid, but not a list of what to keep to.</summary>
    public bool Passes(T? value, IEqualityComparer<T>? comparer = null) => value is null
        ? Allow.Count == 0
        : !Deny.Contains(value, comparer) && (Allow.Count == 0 || Allow.Contains(value, comparer));

    /// <summary>Equal when both lists are, in order.</summary>
    public bool Equals(AllowDeny<T>? other) => other is not null && Allow.SequenceEqual(other.Allow) && Deny.SequenceEqual(other.Deny);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Allow.Count, Deny.Count);
}
