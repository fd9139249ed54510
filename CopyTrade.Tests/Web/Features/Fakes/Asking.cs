using CopyTrade.Tests.Fixtures;
using CopyTrade.Web.Shared;
using Radzen;

namespace CopyTrade.Tests.Web.Features.Fakes;

/// <summary>Clicks on what asks before it acts.</summary>
internal static class Asking
{
    /// <summary>Clicks, and answers the question that has to follow; fails when none does.</summary>
    /// <returns>What is said to happen.</returns>
    public static async Task<IReadOnlyList<string>> ClickAndAnswerAsync(this ComponentHarness harness, string selector, bool confirm = true)
    {
        var (dialogs, asked) = (harness.Service<DialogService>(), new TaskCompletionSource<Dictionary<string, object?>>());
        void Opened(string? title, Type type, Dictionary<string, object?> parameters, DialogOptions options) => asked.TrySetResult(parameters);
        dialogs.OnOpen += Opened;
        var acting = harness.ClickAsync(selector);
        var question = await asked.Task.WaitAsync(Wait.Limit);
        dialogs.OnOpen -= Opened;
        dialogs.Close(confirm ? new DangerConfirm.Answer("") : null);
        await acting;
        return (IReadOnlyList<string>)question[nameof(DangerConfirm.Effects)]!;
    }
}
