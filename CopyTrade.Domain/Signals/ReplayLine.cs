using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Signals;

/// <summary>What a replay says about one line.</summary>
/// <param name="Line">Number of the line, from 1.</param>
/// <param name="IntentId">Null when none could be read.</param>
/// <param name="Code">Null when validated.</param>
/// <param name="Field">The field that is wrong, for a document that is no intent.</param>
/// <param name="Message">Why it was rejected.</param>
/// <param name="Size">Our dollars for a validated buy, before any balance.</param>
public sealed record ReplayLine(int Line, Guid? IntentId, SignalReject? Code, string? Field, string? Message, Usdc? Size)
{
    /// <summary>Whether the firewall let it pass.</summary>
    public bool IsValidated => Code is null;
}
