using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features;

/// <summary>What a reader does on a page: one thing at a time, so that a second click does nothing, and whatever goes wrong ends as one sentence.</summary>
public sealed partial class Act
{
    /// <summary>Something is being done.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Does it, unless something is being done already. Throws nothing but the cancellation of <paramref name="ct"/>.</summary>
    /// <param name="act">Why it was not done, as one sentence; null when it was.</param>
    /// <param name="tell">Takes that sentence.</param>
    /// <param name="logger">Hears what went wrong.</param>
    /// <param name="ct">Ends with the page.</param>
    /// <returns>True when it was done; false when it was not, and for the second of two clicks.</returns>
    public async Task<bool> RunAsync(Func<Task<string?>> act, Action<string?> tell, ILogger logger, CancellationToken ct)
    {
        if (IsBusy) return false;
        IsBusy = true;
        string? problem;
        try
        {
            problem = await act();
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            Log.NotDone(logger, e);
            problem = Say(e);
        }
        finally
        {
            IsBusy = false;
        }

        tell(problem);
        return problem is null;
    }

    // What a server meets may have happened after the deed: nobody is told that it was not done.
    private static string Say(Exception e) => e switch
    {
        UnauthorizedAccessException => e.Message,
        VenueUnavailableException => "The venue did not answer. Try again.",
        _ => "The server could not do it. Look whether it was done before you try again.",
    };

    private static partial class Log
    {
        [LoggerMessage(EventId = 7203, Level = LogLevel.Warning, Message = "What was asked for on a page could not be done.")]
        public static partial void NotDone(ILogger logger, Exception exception);
    }
}
