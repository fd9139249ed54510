namespace CopyTrade.Domain.Signals;

/// <summary>What the firewall says.</summary>
public abstract record FirewallVerdict
{
    private FirewallVerdict()
    {
    }

    /// <summary>Passed everything; only now does the id count as seen.</summary>
    public sealed record Pass : FirewallVerdict;

    /// <summary>Stopped by the first rule that failed.</summary>
    /// <param name="Code">Which rule.</param>
    /// <param name="Message">With the values compared.</param>
    public sealed record Reject(SignalReject Code, string Message) : FirewallVerdict;
}
