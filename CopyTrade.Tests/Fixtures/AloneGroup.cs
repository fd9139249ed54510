namespace CopyTrade.Tests.Fixtures;

/// <summary>For what hurries a clock, and so takes any wait for the processor many times over, and for what measures a time: runs after all others, by itself.</summary>
[CollectionDefinition(nameof(AloneGroup), DisableParallelization = true)]
public sealed class AloneGroup;
