namespace CopyTrade.E2E.Fixtures;

/// <summary>Journeys on an application of their own; they mostly wait for it, so they run beside the others.</summary>
[CollectionDefinition(nameof(OwnAppGroup))]
public sealed class OwnAppGroup : ICollectionFixture<ChromiumFixture>;
