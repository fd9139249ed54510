using System.Security.Claims;

namespace CopyTrade.Web.Layout;

/// <summary>Pause and halt of the user's own trading. Authorises the user again; setting what is already set changes nothing.</summary>
public interface ITradingSwitch
{
    /// <summary>No new copies; exits keep running.</summary>
    Task PauseAsync(ClaimsPrincipal user, string? reason, CancellationToken ct);

    /// <summary>False when nothing was released: it does not hold any more, or an operator set it.</summary>
    Task<bool> ResumeAsync(ClaimsPrincipal user, string? reason, CancellationToken ct);

    /// <summary>Refuses all new risk and cancels resting orders; closing stays possible.</summary>
    Task HaltAsync(ClaimsPrincipal user, string? reason, CancellationToken ct);

    /// <summary>As <see cref="ResumeAsync"/>, for the halt.</summary>
    Task<bool> ReleaseAsync(ClaimsPrincipal user, string? reason, CancellationToken ct);
}
