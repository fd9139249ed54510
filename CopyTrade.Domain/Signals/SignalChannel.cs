namespace CopyTrade.Domain.Signals;

/// <summary>The way by which an intent came. Both end at the same firewall.</summary>
public enum SignalChannel
{
    /// <summary><c>POST /intent</c>.</summary>
    Http,

    /// <summary>A line of a watched file.</summary>
    File,
}
