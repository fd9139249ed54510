namespace CopyTrade.Domain.Accounts.Preflight;

/// <summary>Asks for checks of the connected wallet and reads what they found. The host that holds keys runs them.</summary>
public interface IPreflight
{
    /// <summary>The newest run over the connected wallet; null when there is no wallet, or it was never checked.</summary>
    Task<PreflightRun?> LatestAsync(TenantRef tenant, CancellationToken ct);

    /// <summary>Asks for a run. While one is under way it answers with that one; null without a wallet that has a key.</summary>
    Task<Guid?> RequestAsync(TenantRef tenant, CancellationToken ct);
}
