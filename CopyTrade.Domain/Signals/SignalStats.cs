namespace CopyTrade.Domain.Signals;

/// <summary>Figures of a tenant's intake (R1.17), from the beginning.</summary>
/// <param name="Validated">Intents that passed the firewall.</param>
/// <param name="Rejected">Documents that did not.</param>
/// <param name="Queued">Accepted and not carried out yet.</param>
/// <param name="Placed">Intents with an order in the ledger.</param>
/// <param name="Observed">Intents that were only observed.</param>
/// <param name="Stopped">Intents that passed the firewall and were stopped after it.</param>
/// <param name="Executions">Orders of intents of which something matched.</param>
/// <param name="Failed">Orders of intents that ended without any match.</param>
/// <param name="ByCode">Rejections of both stages by code; codes without any are left out.</param>
/// <param name="Waiting">Small intents that wait for more of their kind.</param>
/// <param name="Combined">Small intents that became part of a later one's order.</param>
public sealed record SignalStats(int Validated, int Rejected, int Queued, int Placed, int Observed, int Stopped, int Executions, int Failed, IReadOnlyDictionary<SignalReject, int> ByCode, int Waiting = 0, int Combined = 0)
{
    /// <summary>The same by profile, those that take intents; by name.</summary>
    public IReadOnlyList<SignalProfileStats> Profiles { get; init; } = [];

    /// <summary>Ids that will never be taken again.</summary>
    public int Seen => Validated;

    /// <summary>Executed of those that ended, 0 to 1; null before any ended (R1.24).</summary>
    public decimal? SuccessRate => Executions + Failed is > 0 and var ended ? decimal.Round((decimal)Executions / ended, 4) : null;
}
