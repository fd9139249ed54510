using System.Security.Claims;
using CopyTrade.Domain.Money;
using CopyTrade.Web.Layout;
using CopyTrade.Web.Shared;

namespace CopyTrade.Tests.Web.Layout;

/// <summary>A status and a switch without a database; remembers what was switched, by whom and why.</summary>
internal sealed class FakeShell : IShellQuery, ITradingSwitch
{
    public ShellStatus Status { get; set; } = new(TradingMode.Demo, "Northfold", TimeSpan.FromSeconds(1), 4, 6, 2, Usdc.Of(100m), false, false, null, "ann@example.org", true, 9, 0);

    public List<string> Done { get; } = [];

    public int Reads { get; private set; }

    public Exception? Fault { get; set; }

    public Task<ShellStatus> GetAsync(ClaimsPrincipal user, CancellationToken ct)
    {
        Reads++;
        return Fault is null ? Task.FromResult(Status) : Task.FromException<ShellStatus>(Fault);
    }

    public Task PauseAsync(ClaimsPrincipal user, string? reason, CancellationToken ct) => Note("pause", user, reason, Status with { Paused = true });

    public Task<bool> ResumeAsync(ClaimsPrincipal user, string? reason, CancellationToken ct) => ReleasedAsync("resume", user, reason, Status with { Paused = false });

    public Task HaltAsync(ClaimsPrincipal user, string? reason, CancellationToken ct) => Note("halt", user, reason, Status with { Halted = true });

    public Task<bool> ReleaseAsync(ClaimsPrincipal user, string? reason, CancellationToken ct) => ReleasedAsync("release", user, reason, Status with { Halted = false });

    private async Task<bool> ReleasedAsync(string act, ClaimsPrincipal user, string? reason, ShellStatus then)
    {
        if (Status.IsSuspended) return false;
        await Note(act, user, reason, then);
        return true;
    }

    private Task Note(string act, ClaimsPrincipal user, string? reason, ShellStatus then)
    {
        Done.Add($"{act} by {user.Identity?.Name}: {reason ?? "-"}");
        Status = then;
        return Task.CompletedTask;
    }
}
