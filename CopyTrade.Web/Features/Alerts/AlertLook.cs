using CopyTrade.Domain.Alerts;

namespace CopyTrade.Web.Features.Alerts;

/// <summary>Colour, glyph and word of states.</summary>
internal static class AlertLook
{
    public static (string Tone, string Icon, string Word) Of(AlertStatus status) => status switch
    {
        AlertStatus.Processed => ("gain", "check", "processed"),
        AlertStatus.Failed => ("loss", "cross", "failed"),
        AlertStatus.Ignored => ("neutral", "slash", "ignored"),
        AlertStatus.Queued => ("info", "half", "queued"),
        _ => ("neutral", "ring", "received"),
    };

    public static (string Tone, string Icon, string Word) Of(JobStatus status) => status switch
    {
        JobStatus.Succeeded => ("gain", "check", "done"),
        JobStatus.Failed => ("loss", "cross", "failed"),
        JobStatus.Parked => ("neutral", "pause", "parked"),
        JobStatus.Running => ("info", "spin", "running"),
        _ => ("neutral", "ring", "waiting"),
    };

    public static (string Tone, string Icon, string Word) Of(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Confirmed => ("gain", "check", "confirmed"),
        ExecutionStatus.Failed => ("loss", "cross", "failed"),
        _ => ("info", "half", "submitted"),
    };

    public static string Of(JobKind kind) => kind switch
    {
        JobKind.ExecuteTxn => "Trade",
        JobKind.WakeAgent => "Wake up",
        JobKind.Notify => "Notify",
        JobKind.Preflight => "Wallet checks",
        JobKind.Canary => "Trial trade",
        JobKind.TryCopy => "Copy trial",
        JobKind.ReplayDay => "Replay of a day",
        var other => EnumCode.Of(other).Replace('_', ' '),
    };

    public static string Of(AlertMode mode) => mode switch { AlertMode.ExecuteTxn => "trade", AlertMode.WakeAgent => "wake up", _ => "ignore" };
}
