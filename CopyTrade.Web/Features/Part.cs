using CopyTrade.Domain.Venue;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features;

/// <summary>One independently read piece of a page. A failed read keeps what was there before and says so.</summary>
public sealed partial class Part<T>(string what, Func<T, bool>? isEmpty = null, TimeProvider? clock = null)
    where T : class
{
    public string What { get; } = what;

    public LoadState State { get; private set; } = LoadState.Loading;

    public T? Value { get; private set; }

    /// <summary>When what is shown was read: a read that failed leaves it as it was. Null before, and for a part without a clock.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>One sentence; null when the last read succeeded.</summary>
    public string? Error { get; private set; }

    /// <summary>What is shown is older than the last attempt to read it.</summary>
    public bool IsStale => Error is not null && Value is not null;

    /// <summary>Reads once and never throws but for cancellation.</summary>
    public Task ReadAsync(Func<Task<T>> read, ILogger logger, CancellationToken ct) => FindAsync(async () => await read(), logger, ct);

    /// <summary>The same for what may not be there: null is <see cref="LoadState.Empty"/>.</summary>
    public async Task FindAsync(Func<Task<T?>> read, ILogger logger, CancellationToken ct)
    {
        try
        {
            Show(await read());
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            Log.NotRead(logger, What, e);
            Error = e is VenueUnavailableException ? "The venue did not answer." : "The server could not read it. Trading is not affected.";
            if (Value is null) State = LoadState.Failed;
        }
    }

    /// <summary>Shows a value that is already there.</summary>
    public void Show(T? value)
    {
        (Value, Error, ReadAt) = (value, null, clock?.GetUtcNow());
        State = value is null || isEmpty?.Invoke(value) == true ? LoadState.Empty : LoadState.Ready;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7201, Level = LogLevel.Warning, Message = "A page could not read {What}.")]
        public static partial void NotRead(ILogger logger, string what, Exception exception);
    }
}
