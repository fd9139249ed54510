using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Web.Layout;

namespace CopyTrade.Web.Features;

#pragma warning disable CA1001 // Neither holds anything without a timer or a wait handle; a disposable page would be kept by the circuit's scope until its end

/// <summary>A live page: read once, then again whenever something it shows was committed, at most four times a second.</summary>
public abstract partial class PageModel(CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeastGap = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MostGap = TimeSpan.FromSeconds(4);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly Act _act = new();
    private volatile TaskCompletionSource _signal = NewSignal();
    private int _dirty;
    private volatile bool _takesIn;
    private IDisposable? _subscription;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>When the page was last read; null before.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>Something that the reader asked for is being done; a second click does nothing.</summary>
    public bool Busy => _act.IsBusy;

    /// <summary>Why the last act was not done, in one sentence; null when it was.</summary>
    public string? Problem { get; protected set; }

    /// <summary>The running loop, for tests.</summary>
    internal Task Following { get; private set; } = Task.CompletedTask;

    protected TenantRef? Tenant { get; private set; }

    protected ILogger Logger => logger;

    /// <summary>Ends with the page: for what is read.</summary>
    protected CancellationToken Stopped => _stop.Token;

    /// <summary>Outlives the page: what was asked for is done, also when the reader leaves before the answer.</summary>
    protected static CancellationToken Lasting => CancellationToken.None;

    /// <summary>Changes of this tenant, or of everybody, that this page shows.</summary>
    protected abstract IReadOnlySet<ChangeKind> ShownKinds { get; }

    /// <summary>Reads again after this time even without a change; for what the change feed does not announce, such as prices.</summary>
    protected virtual TimeSpan RefreshEvery => TimeSpan.FromSeconds(15);

    public async Task LoadAsync()
    {
        try
        {
            Tenant ??= await tenants.GetAsync();
            await _reading.WaitAsync(_stop.Token);
            try
            {
                await ReadAsync(Tenant, _stop.Token);
                ReadAt = Now;
            }
            finally
            {
                _reading.Release();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    /// <summary>Goes on in a circuit with what was read while prerendering; false when that was for somebody else.</summary>
    internal async Task<bool> ContinueAsync(CurrentTenant inCircuit)
    {
        if (Tenant is null || await inCircuit.GetAsync() != Tenant) return false;
        tenants = inCircuit;
        return true;
    }

    /// <summary>Keeps the page current until <see cref="Stop"/>; <paramref name="render"/> draws it, <paramref name="pace"/> says when it is its turn. Only a circuit follows, never a prerendering.</summary>
    public void Follow(Func<Task> render, ReadingPace pace)
    {
        if (_subscription is not null || _stop.IsCancellationRequested) return;
        _subscription = changes.Subscribe(OnChange);
        Wake();
        Following = FollowAsync(render, pace, _stop.Token);
    }

    public void Stop()
    {
        if (_stop.IsCancellationRequested) return;
        _stop.Cancel();
        _subscription?.Dispose();
    }

    protected Task<string> UserNameAsync() => tenants.NameAsync();

    /// <summary>Does one thing for the reader and reads the page again; see <see cref="Act"/>.</summary>
    /// <param name="act">Why it was not done, as one sentence; null when it was. What it changes, it changes with <see cref="Lasting"/>.</param>
    /// <param name="tell">Takes that sentence where the page has a place of its own for it; else it is <see cref="Problem"/>.</param>
    /// <returns>True when it was done.</returns>
    protected async Task<bool> ActAsync(Func<TenantRef, Task<string?>> act, Action<string?>? tell = null)
    {
        if (Tenant is not { } tenant) return false;
        try
        {
            return await _act.RunAsync(
                async () =>
                {
                    var problem = await act(tenant);
                    await TakeInAsync();
                    return problem;
                },
                tell ?? (problem => Problem = problem),
                logger,
                _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return false; // The page was left.
        }
    }

    protected abstract Task ReadAsync(TenantRef tenant, CancellationToken ct);

    // A page reads for a quarter of its time at most: where reading grows slow, because many look or the server has other work, all pages read less often.
    private static TimeSpan RestAfter(TimeSpan took) => TimeSpan.FromTicks(Math.Clamp(took.Ticks * 3, LeastGap.Ticks, MostGap.Ticks));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void OnChange(Change change)
    {
        if (ShownKinds.Contains(change.Kind) && (change.Tenant is null || change.Tenant == Tenant?.Tenant)) Wake();
    }

    private void Wake()
    {
        Interlocked.Exchange(ref _dirty, 1);
        _signal.TrySetResult();
    }

    private async Task FollowAsync(Func<Task> render, ReadingPace pace, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await Task.WhenAny(_signal.Task, Task.Delay(Tick, clock, ct));
                ct.ThrowIfCancellationRequested();
                _signal = NewSignal();
                var took = TimeSpan.Zero;
                if (Volatile.Read(ref _dirty) == 1 || Now - ReadAt >= RefreshEvery) await pace.ReadAsync(async () => took = await ReadAgainAsync(), ct);
                if (!_takesIn) await render();
                await Task.Delay(RestAfter(took), clock, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return; // The circuit ended between the read and the drawing.
            }
            catch (Exception e)
            {
                Log.NotFollowed(logger, e);
                await Task.Delay(Tick, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Drawn before its end, the page would show what came of the act and still refuse the next one without a word.
    private async Task TakeInAsync()
    {
        _takesIn = true;
        try
        {
            await LoadAsync();
        }
        finally
        {
            _takesIn = false;
            _signal.TrySetResult();
        }
    }

    // What changes from now on, while it waits no more, is for the next time.
    private async Task<TimeSpan> ReadAgainAsync()
    {
        Interlocked.Exchange(ref _dirty, 0);
        var began = clock.GetTimestamp();
        await LoadAsync();
        return clock.GetElapsedTime(began);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7202, Level = LogLevel.Warning, Message = "A live page could not be brought up to date.")]
        public static partial void NotFollowed(ILogger logger, Exception exception);
    }
}
