using CopyTrade.Web.Shared;
using Radzen;

namespace CopyTrade.Web.Layout;

/// <summary>Asks before something is stopped, sold, spent or taken away.</summary>
public static class Confirm
{
    /// <summary>What the reader answered: null when nothing is to be done.</summary>
    /// <param name="dialogs">Draws the question.</param>
    /// <param name="status">Whose money, and which kind: stands on top of the question.</param>
    /// <param name="title">The question.</param>
    /// <param name="act">The button that does it, by what it does.</param>
    /// <param name="keep">The button that leaves all as it is.</param>
    /// <param name="effects">What happens, one sentence each.</param>
    /// <param name="asksReason">A reason has to be given.</param>
    /// <param name="isDanger">False where nothing is lost.</param>
    public static async Task<DangerConfirm.Answer?> AskAsync(
        this DialogService dialogs, ShellStatus? status, string title, string act, string keep, IReadOnlyList<string> effects, bool asksReason = false, bool isDanger = true) => await dialogs.OpenAsync<DangerConfirm>(title, new()
        {
            [nameof(DangerConfirm.Mode)] = status?.Mode,
            [nameof(DangerConfirm.Tenant)] = status?.Tenant,
            [nameof(DangerConfirm.Act)] = act,
            [nameof(DangerConfirm.Keep)] = keep,
            [nameof(DangerConfirm.Effects)] = effects,
            [nameof(DangerConfirm.ReasonRequired)] = asksReason,
            [nameof(DangerConfirm.IsDanger)] = isDanger,
        }, Options) as DangerConfirm.Answer;

    /// <summary>How wide such a question is, and that a click beside it leaves all as it is.</summary>
    public static DialogOptions Options => new() { Width = "min(480px, calc(100vw - 32px))", CloseDialogOnOverlayClick = true };
}
