using System.Security.Claims;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Accounts;
using Microsoft.AspNetCore.Components.Authorization;

namespace CopyTrade.Web.Layout;

/// <summary>The status behind the frame, one per circuit or static request. Parts listen to <see cref="Changed"/> and render themselves.</summary>
public sealed partial class ShellModel(
    IShellQuery query,
    AuthenticationStateProvider authentication,
    TimeProvider clock,
    ILogger<ShellModel> logger,
    ReadingPace pace,
    IChangeFeed? changes = null) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private IDisposable? _subscription;
    private Task? _following;

    public event Action? Changed;

    /// <summary>Draws whatever listens to <see cref="Changed"/> in one go; null where every part draws itself.</summary>
    internal Action? Pulse { get; set; }

    /// <summary>The last status read; null before the first, and for visitors.</summary>
    public ShellStatus? Status { get; private set; }

    /// <summary>True while the last read failed: what is shown is older than it looks.</summary>
    public bool Failed { get; private set; }

    public TimeSpan? FeedAge => Failed ? null : Status?.FeedAge;

    /// <summary>The user as signed in now.</summary>
    public async Task<ClaimsPrincipal> UserAsync() => (await authentication.GetAuthenticationStateAsync()).User;

    /// <summary>Reads once. Does not throw: the frame must stand whatever happens below it.</summary>
    public async Task LoadAsync()
    {
        try
        {
            var user = await UserAsync();
            if (user.Identity?.IsAuthenticated != true) return;
            Status = await query.GetAsync(user, _stop.Token);
            Failed = false;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            if (!Failed) Log.StatusNotRead(logger, e);
            Failed = true;
        }

        (Pulse ?? Draw)();
    }

    /// <summary>Tells all parts to draw themselves again.</summary>
    internal void Draw() => Changed?.Invoke();

    /// <summary>What was read, for the circuit that begins where this request ends; null when there is nothing to hand over.</summary>
    internal async Task<KeptStatus?> KeepAsync() => Status is { } status && (await UserAsync()).TryGetTenant(out var tenant) ? new KeptStatus(tenant, status) : null;

    /// <summary>Goes on with what was prerendered; false when that was for somebody else.</summary>
    internal async Task<bool> ContinueAsync(KeptStatus kept)
    {
        if (!(await UserAsync()).TryGetTenant(out var tenant) || tenant != kept.Tenant) return false;
        Status = kept.Status;
        Changed?.Invoke();
        return true;
    }

    /// <summary>Keeps reading until disposed: every two seconds when it is its turn, and at once when a pause or halt was committed anywhere.</summary>
    public void Follow()
    {
        if (_following is not null) return;
        _subscription = changes?.Subscribe(change =>
        {
            if (change.Kind is ChangeKind.Halts) Wake();
        });
        _following = FollowAsync(_stop.Token);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _subscription?.Dispose();
        _stop.Dispose();
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        try
        {
            // One wait for the wake-up at a time: a second would swallow the next.
            var woken = _wake.WaitAsync(ct);
            while (true)
            {
                await Task.WhenAny(Task.Delay(Interval, clock, ct), woken);
                ct.ThrowIfCancellationRequested();
                var isUrgent = woken.IsCompleted;
                if (isUrgent) woken = _wake.WaitAsync(ct);
                await FollowOnceAsync(isUrgent, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // The circuit has ended.
        }
    }

    // A part that cannot be drawn now must not end the frame's reading for good.
    private async Task FollowOnceAsync(bool isUrgent, CancellationToken ct)
    {
        try
        {
            await (isUrgent ? LoadAsync() : pace.ReadAsync(LoadAsync, ct));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotDrawn(logger, e);
        }
    }

    private void Wake()
    {
        try
        {
            if (_wake.CurrentCount == 0) _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Two changes at once: one read answers both.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7101, Level = LogLevel.Warning, Message = "The shell's status could not be read.")]
        public static partial void StatusNotRead(ILogger logger, Exception exception);

        [LoggerMessage(EventId = 7102, Level = LogLevel.Warning, Message = "A part of the shell could not be brought up to date.")]
        public static partial void NotDrawn(ILogger logger, Exception exception);
    }
}
