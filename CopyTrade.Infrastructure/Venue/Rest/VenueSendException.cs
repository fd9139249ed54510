namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>A request brought no whole answer.</summary>
internal sealed class VenueSendException(string message, bool nothingSent, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True only when no connection came about, so that the venue cannot have seen the request.</summary>
    public bool NothingSent => nothingSent;
}
