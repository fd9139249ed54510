namespace CopyTrade.Infrastructure.Venue.Streaming;

/// <summary>What is said on a stream, apart from keeping it connected.</summary>
internal interface IStreamTalk
{
    /// <summary>Subscribes on a fresh connection.</summary>
    Task OpenedAsync(VenueSocket socket, CancellationToken ct);

    /// <summary>Handles a text frame, valid only during the call; true when it carried data.</summary>
    ValueTask<bool> ReceivedAsync(ReadOnlyMemory<byte> frame, CancellationToken ct);

    /// <summary>The connection is gone.</summary>
    void Closed();
}
