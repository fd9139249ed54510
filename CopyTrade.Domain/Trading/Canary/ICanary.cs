using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Trading.Canary;

/// <summary>Asks for the one-dollar trial and reads how it went. The host that holds keys carries it out.</summary>
public interface ICanary
{
    /// <summary>The newest one of the connected wallet; null when there was none.</summary>
    Task<CanaryRun?> LatestAsync(TenantRef tenant, CancellationToken ct);

    /// <summary>Asks for one.</summary>
    /// <param name="tenant">Whose wallet.</param>
    /// <param name="request">Made when the question was put to the person: asked twice with the same one, it happens once.</param>
    /// <param name="ct">Cancels before anything is kept.</param>
    Task<CanaryReceipt> RequestAsync(TenantRef tenant, Guid request, CancellationToken ct);
}
