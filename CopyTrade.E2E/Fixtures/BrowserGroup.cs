namespace CopyTrade.E2E.Fixtures;

[CollectionDefinition(nameof(BrowserGroup))]
public sealed class BrowserGroup : ICollectionFixture<BrowserFixture>;
