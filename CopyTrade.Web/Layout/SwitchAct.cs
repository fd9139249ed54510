using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Layout;

/// <summary>One of the four acts that stop or restart trading: the same words in the dialog and on the plain page.</summary>
public sealed record SwitchAct
{
    /// <summary>Why nothing was released, said where the answer is no.</summary>
    public const string NotReleased = "Nothing was released: it does not hold any more, or an operator set it. What an operator stopped, only an operator releases.";

    public static readonly SwitchAct Pause = new()
    {
        Path = "/pause",
        Title = "Pause copying?",
        Name = s => s is { ActiveTargets: > 0 } ? $"Pause {Targets(s.ActiveTargets)}" : "Pause copying",
        Keep = "Keep copying",
        Says = s =>
        [
            s is { ActiveTargets: > 0 } ? $"New trades of your {Targets(s.ActiveTargets, "active ")} are seen but not copied." : "New trades of your targets are seen but not copied.",
            $"{Positions(s)} and their exits are not touched.",
            "Resting orders stay in the book.",
        ],
    };

    public static readonly SwitchAct Resume = new()
    {
        Path = "/resume",
        Title = "Resume copying?",
        Name = s => s is { ActiveTargets: > 0 } ? $"Resume {Targets(s.ActiveTargets)}" : "Resume copying",
        Keep = "Stay paused",
        Says = s =>
        [
            s is { ActiveTargets: > 0 } ? $"New trades of your {Targets(s.ActiveTargets, "active ")} are copied again, within your caps." : "New trades of your targets are copied again, within your caps.",
            "Trades made while paused are not copied afterwards.",
        ],
    };

    public static readonly SwitchAct Halt = new()
    {
        Path = "/halt",
        Title = "Halt all new risk?",
        Name = _ => "Halt and cancel resting orders",
        Keep = "Keep running",
        ReasonRequired = true,
        IsDanger = true,
        Says = s =>
        [
            "Every new buy is refused until somebody releases the halt.",
            "Orders that rest in the book are cancelled now.",
            $"{Positions(s)} can still be closed.",
            "Releasing needs a second confirmation.",
        ],
    };

    public static readonly SwitchAct Release = new()
    {
        Path = "/release",
        Title = "Release the halt?",
        Name = _ => "Release the halt",
        Keep = "Stay halted",
        ReasonRequired = true,
        TwoSteps = true,
        IsDanger = true,
        Says = s =>
        [
            s is { ActiveTargets: > 0 } ? $"Buying is allowed again at once: {Targets(s.ActiveTargets, "active ")} may place orders within your caps." : "Buying is allowed again at once, within your caps.",
            "Cancelled orders do not come back, and trades made during the halt are not copied afterwards.",
        ],
    };

    public static readonly IReadOnlyList<SwitchAct> All = [Pause, Resume, Halt, Release];

    public required string Path { get; init; }

    public required string Title { get; init; }

    /// <summary>The words on the button that does it.</summary>
    public required Func<ShellStatus?, string> Name { get; init; }

    /// <summary>The words on the button that does not.</summary>
    public required string Keep { get; init; }

    public required Func<ShellStatus?, IReadOnlyList<string>> Says { get; init; }

    /// <summary>A reason goes to the audit log.</summary>
    public bool ReasonRequired { get; init; }

    /// <summary>Asks a second time before it acts.</summary>
    public bool TwoSteps { get; init; }

    public bool IsDanger { get; init; }

    /// <summary>Null when it was done, else why not, as a sentence.</summary>
    public async Task<string?> RunAsync(ITradingSwitch trading, System.Security.Claims.ClaimsPrincipal user, string? reason, CancellationToken ct)
    {
        switch (Path)
        {
            case "/pause": await trading.PauseAsync(user, reason, ct); return null;
            case "/halt": await trading.HaltAsync(user, reason, ct); return null;
            case "/resume": return await trading.ResumeAsync(user, reason, ct) ? null : NotReleased;
            default: return await trading.ReleaseAsync(user, reason, ct) ? null : NotReleased;
        }
    }

    private static string Targets(int n, string kind = "") => $"{Format.Count(n)} {kind}{(n == 1 ? "target" : "targets")}";

    private static string Positions(ShellStatus? s) => s switch
    {
        null => "Open positions",
        { OpenPositions: 1 } => "1 open position",
        { } known => $"{Format.Count(known.OpenPositions)} open positions",
    };
}
