using CopyTrade.Domain.Operations;

namespace CopyTrade.Tests.Fixtures;

/// <summary>No word from other hosts.</summary>
internal sealed class SilentChanges : IChangeFeed, IDisposable
{
    public IDisposable Subscribe(Action<Change> handler) => this;

    public void Dispose()
    {
    }
}
