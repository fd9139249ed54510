namespace CopyTrade.Domain.Operations;

/// <summary>Commits of any host on this database, as they happen. After a lost connection every kind is announced once, so a listener re-reads.</summary>
public interface IChangeFeed
{
    /// <summary>Calls <paramref name="handler"/> for every change until the result is disposed. The handler must be quick and must not throw; it may be called on any thread.</summary>
    IDisposable Subscribe(Action<Change> handler);
}
