namespace CopyTrade.Domain.Observation;

/// <summary>Another source saw a fill too.</summary>
/// <param name="Source">Which, as in <see cref="ObservedFill.Source"/>.</param>
/// <param name="SeenAt">When, UTC.</param>
public sealed record SourceSighting(string Source, DateTimeOffset SeenAt);
