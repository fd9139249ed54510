using System.Collections.Concurrent;
using System.Threading.Channels;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Simulation;

/// <summary>Wakes the user channel of a paper wallet when something happened in this process. What another host filled comes by polling, as with the real venue.</summary>
public sealed class PaperNews
{
    private readonly ConcurrentDictionary<WalletAddress, Channel<bool>> _waiting = new();

    /// <summary>Asked twice is woken once.</summary>
    public void Raise(WalletAddress wallet) => Of(wallet).Writer.TryWrite(true);

    /// <summary>Returns at the next news of a wallet.</summary>
    public async Task WaitAsync(WalletAddress wallet, CancellationToken ct) => await Of(wallet).Reader.ReadAsync(ct);

    private Channel<bool> Of(WalletAddress wallet) =>
        _waiting.GetOrAdd(wallet, _ => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));
}
