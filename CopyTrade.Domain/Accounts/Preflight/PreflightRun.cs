using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Accounts.Preflight;

/// <summary>One run of the checks over a wallet.</summary>
/// <param name="Id">Row id.</param>
/// <param name="RequestedAt">When it was asked for, UTC.</param>
/// <param name="StartedAt">When a host with keys took it up; null before.</param>
/// <param name="EndedAt">When the last fact was in; null before.</param>
/// <param name="Findings">One for each check, in their order.</param>
public sealed record PreflightRun(Guid Id, DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, IReadOnlyList<PreflightFinding> Findings)
{
    /// <summary>Nothing stands in the way, and everything that must be known is. A region or a clock that nobody told us about stands in the way.</summary>
    public bool IsClear => EndedAt is not null && Findings.Count > 0 && Findings.All(finding => finding.State is CheckState.Passed or CheckState.Warned);

    public int CountOf(CheckState state) => Findings.Count(finding => finding.State == state);

    /// <summary>The whole run as text for somebody who helps: no secret, and of addresses only what is public anyway.</summary>
    public string ForSupport(VenueMode mode, string version)
    {
        var lines = Findings.Select(finding => $"{finding.State.ToString().ToLowerInvariant(),-8} {finding.Check}: {finding.Text}");
        return string.Join('\n', [$"CopyTrade {version}, {mode.ToString().ToLowerInvariant()}; wallet checks of {EndedAt ?? RequestedAt:u}", .. lines]);
    }
}
