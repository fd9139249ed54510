using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Accounts;
using Microsoft.AspNetCore.Components.Authorization;

namespace CopyTrade.Web.Layout;

/// <summary>What the bell shows, one per circuit or static request. Reads once for however many changes came meanwhile, so a browser that does not keep up costs one read at a time.</summary>
public sealed partial class BellModel(INotificationsQuery? query, AuthenticationStateProvider authentication, ReadingPace pace, TimeProvider clock, ILogger<BellModel> logger, IChangeFeed? changes) : IDisposable
{
    public const int Shown = 8;
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private IDisposable? _subscription;
    private TenantRef? _tenant;

    public NotificationInbox Inbox { get; private set; } = NotificationInbox.Empty;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The running loop, for tests.</summary>
    internal Task Following { get; private set; } = Task.CompletedTask;

    /// <summary>Reads once. Does not throw: the frame must stand whatever happens below it.</summary>
    public async Task LoadAsync()
    {
        try
        {
            if (query is null || !(await authentication.GetAuthenticationStateAsync()).User.TryGetTenant(out _tenant)) return;
            Inbox = await query.InboxAsync(_tenant, withCopies: false, Shown, _stop.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotRead(logger, e);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    /// <summary>Everything shown counts as seen. Does not throw: what could not be noted is still new the next time.</summary>
    public async Task ReadAsync()
    {
        if (query is null || _tenant is null || Inbox.Items.Count == 0 || Inbox.Unread == 0) return;
        try
        {
            await query.ReadThroughAsync(_tenant, Inbox.Items[0].CreatedAt, _stop.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotRead(logger, e);
            return;
        }
        catch (OperationCanceledException)
        {
            return; // The page was left.
        }

        await LoadAsync();
    }

    /// <summary>Keeps reading until disposed and hands over what is new, oldest first.</summary>
    public void Follow(Func<IReadOnlyList<Notification>, Task> news)
    {
        if (_subscription is not null || changes is null || query is null) return;
        _subscription = changes.Subscribe(change =>
        {
            if (change.Kind == ChangeKind.Notifications && (change.Tenant is null || change.Tenant == _tenant?.Tenant)) Wake();
        });
        Following = FollowAsync(news, _stop.Token);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _subscription?.Dispose();
        _stop.Dispose();
    }

    private async Task FollowAsync(Func<IReadOnlyList<Notification>, Task> news, CancellationToken ct)
    {
        var seen = Inbox.Items.Select(item => item.Id).ToHashSet();
        try
        {
            while (true)
            {
                var (before, isNews) = (Inbox, await WokenAsync(ct));
                await pace.ReadAsync(LoadAsync, ct);
                // After a quiet minute the ages have changed; a word about what another person has read changes nothing here.
                if (!isNews || !Inbox.ShowsAs(before)) await TellAsync(news, [.. Inbox.Items.Where(item => seen.Add(item.Id)).Reverse()]);
                await Task.Delay(Gap, clock, ct);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The circuit has ended.
        }
    }

    // True for news, false for the interval without any. What lost ends at once: no timer and no waiter stays behind.
    private async Task<bool> WokenAsync(CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var (woken, quiet) = (_wake.WaitAsync(over.Token), Task.Delay(Interval, clock, over.Token));
        var isNews = await Task.WhenAny(woken, quiet) == woken;
        await over.CancelAsync();
        await ((Task)Task.WhenAll(woken, quiet)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
        return isNews;
    }

    // A page that cannot show one thing goes on hearing of the next.
    private async Task TellAsync(Func<IReadOnlyList<Notification>, Task> news, IReadOnlyList<Notification> fresh)
    {
        try
        {
            await news(fresh);
        }
        catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
        {
            Log.NotShown(logger, e);
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
        [LoggerMessage(EventId = 7103, Level = LogLevel.Warning, Message = "The bell could not be read.")]
        public static partial void NotRead(ILogger logger, Exception exception);

        [LoggerMessage(EventId = 7104, Level = LogLevel.Warning, Message = "What is new could not be shown.")]
        public static partial void NotShown(ILogger logger, Exception exception);
    }
}
