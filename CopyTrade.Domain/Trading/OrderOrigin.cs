namespace CopyTrade.Domain.Trading;

/// <summary>Who asked for an order. There is one way to the venue for all of them.</summary>
public enum OrderOrigin
{
    /// <summary>A followed wallet's fill.</summary>
    Mirror,

    /// <summary>The user, by hand.</summary>
    Manual,

    /// <summary>An external intent that passed the firewall.</summary>
    Signal,

    /// <summary>A stop-loss, take-profit or trailing stop that fired.</summary>
    Rule,

    /// <summary>An alert of a program that the user named as a source.</summary>
    Alert,
}
