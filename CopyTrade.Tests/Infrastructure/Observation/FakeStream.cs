using System.Threading.Channels;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Infrastructure.Observation;

internal sealed class FakeStream : IActivityStream, IMarketStream
{
    public Channel<ActivityHint> Hints { get; } = Channel.CreateUnbounded<ActivityHint>();

    public IReadOnlySet<TokenId> Watched { get; private set; } = new HashSet<TokenId>();

    public void Watch(IReadOnlySet<TokenId> tokens) => Watched = tokens;

    public IAsyncEnumerable<ActivityHint> ReadAsync(CancellationToken ct) => Hints.Reader.ReadAllAsync(ct);
}
