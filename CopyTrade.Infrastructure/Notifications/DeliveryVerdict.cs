using CopyTrade.Domain.Alerts;
using CopyTrade.Infrastructure.Notifications.Outgoing;

namespace CopyTrade.Infrastructure.Notifications;

/// <summary>What an answer means for a message (R4.19): taken, worth another try, or never.</summary>
internal static class DeliveryVerdict
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20)];
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <param name="answer">Of the receiver.</param>
    /// <param name="isMail">SMTP's 4xx may be tried again and its 5xx never; with HTTP it is the other way round.</param>
    /// <param name="attempt">The first is 1.</param>
    public static JobOutcome Of(OutgoingAnswer answer, bool isMail, int attempt) => answer switch
    {
        OutgoingAnswer.Refused refused => new JobOutcome.Hopeless(refused.Why),
        OutgoingAnswer.Failed failed => new JobOutcome.Again(failed.Why, PauseAfter(attempt)),
        OutgoingAnswer.Answered { Status: >= 200 and < 300 } => new JobOutcome.Done(),
        OutgoingAnswer.Answered { Status: >= 300 and < 400 } moved when !isMail => new JobOutcome.Hopeless($"The receiver sends elsewhere ({moved.Status}); redirects are not followed."),
        OutgoingAnswer.Answered said when (isMail ? said.Status < 500 : said.Status is >= 500 or 408 or 425 or 429) => new JobOutcome.Again(Says(said), Wait(said.RetryAfter, attempt)),
        OutgoingAnswer.Answered said => new JobOutcome.Hopeless(Says(said)),
        _ => new JobOutcome.Again("Not known.", PauseAfter(attempt)),
    };

    public static TimeSpan PauseAfter(int attempt) => Pauses[Math.Clamp(attempt - 1, 0, Pauses.Length - 1)];

    // No sooner than told, and no later than anybody would still want it.
    private static TimeSpan Wait(TimeSpan? told, int attempt) => told is { } asked && asked > TimeSpan.Zero ? (asked < LongestWait ? asked : LongestWait) : PauseAfter(attempt);

    private static string Says(OutgoingAnswer.Answered said) => said.Text.Length > 0 ? $"The receiver answered {said.Status}: {said.Text}" : $"The receiver answered {said.Status}.";
}
