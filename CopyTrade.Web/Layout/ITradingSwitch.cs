using System.Security.Claims;

namespace CopyTrade.Web.Layout;

/// <summary>Pause and halt of the user's own trading. Authorises the user again; setting what is already set changes nothing.</summary>
public interface ITradingSwitch
{
    /// <summary>No new copies; exits keep running.</summary>
    Task PauseAsync(ClaimsPrincipal user, string? reason, CancellationToken ct);

    Task ResumeAsync(ClaimsPrincipal user, string? reason, CancellationToken ct);

    /// <summary>Refuses all new risk and cancels resting orders; closing stays possible.</summary>
    Task HaltAsync(ClaimsPrincipal user, string? reason, CancellationToken ct);

    Task ReleaseAsync(ClaimsPrincipal user, string? reason, CancellationToken ct);
}
