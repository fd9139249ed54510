using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Web.Layout;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging.Abstractions;
using System.Security.Claims;

namespace CopyTrade.Tests.Web.Layout;

/// <summary>F21: a browser that does not keep up costs one read, not one for each change.</summary>
public sealed class BellModelTests
{
    private static readonly TenantRef Tenant = new(new TenantId(Guid.NewGuid()), new UserId(Guid.NewGuid()));
    private readonly ManualTimeProvider _clock = new();
    private readonly Inbox _inbox = new();
    private readonly Feed _feed = new();

    [Fact]
    public async Task Follow_ABrowserThatDoesNotTake_ReadsOnceForAnyNumberOfChanges()
    {
        var taken = new TaskCompletionSource();
        var told = new TaskCompletionSource<IReadOnlyList<Notification>>();
        using var bell = Bell();
        await bell.LoadAsync();
        bell.Follow(news =>
        {
            told.TrySetResult(news);
            return taken.Task;
        });
        _inbox.Items.Insert(0, Item(1));

        for (var i = 0; i < 1_000; i++) _feed.Announce(new Change(ChangeKind.Notifications, Tenant.Tenant));
        Assert.Equal(_inbox.Items[0].Id, Assert.Single(await told.Task.WaitAsync(Wait.Limit)).Id);
        for (var i = 0; i < 1_000; i++) _feed.Announce(new Change(ChangeKind.Notifications, Tenant.Tenant));

        Assert.Equal(2, _inbox.Reads);
        taken.SetResult();
        await _clock.TimerSetAsync(TimeSpan.FromMilliseconds(250));
        _clock.Advance(TimeSpan.FromMilliseconds(250));
        await _clock.TimerSetAsync(TimeSpan.FromMilliseconds(250));
        Assert.Equal(3, _inbox.Reads);
    }

    [Fact]
    public async Task Follow_ThroughManyWakes_LeavesNoTimerBehind()
    {
        using var bell = Bell();
        await bell.LoadAsync();
        bell.Follow(_ => Task.CompletedTask);

        for (var i = 0; i < 5; i++)
        {
            await _clock.TimerSetAsync(TimeSpan.FromSeconds(60));
            _feed.Announce(new Change(ChangeKind.Notifications, Tenant.Tenant));
            await _clock.TimerSetAsync(TimeSpan.FromMilliseconds(250));
            Assert.Equal(1, _clock.TimersSet);   // the pause that it is in, and no minute of a round before
            _clock.Advance(TimeSpan.FromMilliseconds(250));
        }
    }

    [Fact]
    public async Task Follow_APageThatCannotShowOneThing_HearsOfTheNext()
    {
        var told = new TaskCompletionSource<IReadOnlyList<Notification>>();
        var calls = 0;
        using var bell = Bell();
        await bell.LoadAsync();
        bell.Follow(news =>
        {
            if (++calls == 1) throw new InvalidOperationException("This page cannot show it.");
            told.TrySetResult(news);
            return Task.CompletedTask;
        });
        _inbox.Items.Insert(0, Item(1));
        _feed.Announce(new Change(ChangeKind.Notifications, Tenant.Tenant));
        await _clock.TimerSetAsync(TimeSpan.FromMilliseconds(250));

        _inbox.Items.Insert(0, Item(2));
        _feed.Announce(new Change(ChangeKind.Notifications, Tenant.Tenant));
        _clock.Advance(TimeSpan.FromMilliseconds(250));

        Assert.Equal(_inbox.Items[0].Id, Assert.Single(await told.Task.WaitAsync(Wait.Limit)).Id);
    }

    [Fact]
    public async Task Follow_ChangeThatShowsNothingNew_DrawsNothing()
    {
        var drawn = 0;
        using var bell = Bell();
        await bell.LoadAsync();
        bell.Follow(_ =>
        {
            drawn++;
            return Task.CompletedTask;
        });

        _feed.Announce(new Change(ChangeKind.Notifications, Tenant.Tenant));
        await _clock.TimerSetAsync(TimeSpan.FromMilliseconds(250));
        Assert.Equal((2, 0), (_inbox.Reads, drawn));

        _clock.Advance(TimeSpan.FromMilliseconds(250));
        await _clock.TimerSetAsync(TimeSpan.FromSeconds(60));
        _clock.Advance(TimeSpan.FromSeconds(60));   // the ages have changed
        await _clock.TimerSetAsync(TimeSpan.FromMilliseconds(250));
        Assert.Equal((3, 1), (_inbox.Reads, drawn));
    }

    [Fact]
    public async Task Change_OfSomebodyElse_IsNotRead()
    {
        using var bell = Bell();
        await bell.LoadAsync();
        bell.Follow(_ => Task.CompletedTask);

        _feed.Announce(new Change(ChangeKind.Notifications, new TenantId(Guid.NewGuid())));
        _feed.Announce(new Change(ChangeKind.Orders, Tenant.Tenant));

        Assert.Equal(1, _inbox.Reads);
    }

    [Fact]
    public async Task Load_WithoutTheDatabase_LeavesTheFrameStanding()
    {
        using var bell = Bell();
        _inbox.Fault = new InvalidOperationException("planted");

        await bell.LoadAsync();

        Assert.Empty(bell.Inbox.Items);
    }

    [Fact]
    public async Task Read_OfWhatIsShown_CountsAsSeen()
    {
        using var bell = Bell();
        _inbox.Items.Add(Item(1));
        await bell.LoadAsync();
        Assert.Equal(1, bell.Inbox.Unread);

        await bell.ReadAsync();

        Assert.Equal(0, bell.Inbox.Unread);
    }

    [Fact]
    public async Task Read_WithoutTheDatabase_StaysNewAndThePageStands()
    {
        using var bell = Bell();
        _inbox.Items.Add(Item(1));
        await bell.LoadAsync();
        _inbox.Fault = new InvalidOperationException("planted");

        await bell.ReadAsync();

        Assert.Equal(1, bell.Inbox.Unread);
    }

    private static Notification Item(int minute) => new(Guid.NewGuid(), NotificationKind.RuleFired, NotificationSeverity.Warning, "t", "", "/", null, DateTimeOffset.UnixEpoch.AddMinutes(minute), DateTimeOffset.UnixEpoch.AddMinutes(minute));

    private BellModel Bell() => new(_inbox, new SignedIn(), new ReadingPace(1, _clock), _clock, NullLogger<BellModel>.Instance, _feed);

    private sealed class Inbox : INotificationsQuery
    {
        private DateTimeOffset _through = DateTimeOffset.MinValue;
        private int _reads;

        public List<Notification> Items { get; } = [];

        public int Reads => Volatile.Read(ref _reads);

        public Exception? Fault { get; set; }

        public Task<NotificationInbox> InboxAsync(TenantRef tenant, bool withCopies, int most, CancellationToken ct)
        {
            Interlocked.Increment(ref _reads);
            return Fault is null ? Task.FromResult(new NotificationInbox([.. Items], Items.Count(item => item.CreatedAt > _through), _through)) : Task.FromException<NotificationInbox>(Fault);
        }

        public Task ReadThroughAsync(TenantRef tenant, DateTimeOffset through, CancellationToken ct)
        {
            if (Fault is not null) return Task.FromException(Fault);
            _through = through;
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<ChannelView>> ChannelsAsync(TenantRef tenant, CancellationToken ct) => Task.FromResult<IReadOnlyList<ChannelView>>([]);

        public Task<IReadOnlyList<DeliveryRow>> DeliveriesAsync(TenantRef tenant, int most, CancellationToken ct) => Task.FromResult<IReadOnlyList<DeliveryRow>>([]);

        public Task<QuietHours> QuietAsync(TenantRef tenant, CancellationToken ct) => Task.FromResult(QuietHours.None);
    }

    private sealed class Feed : IChangeFeed
    {
        private readonly List<Action<Change>> _handlers = [];

        public IDisposable Subscribe(Action<Change> handler)
        {
            _handlers.Add(handler);
            return new CancellationTokenSource();
        }

        public void Announce(Change change) => _handlers.ForEach(handler => handler(change));
    }

    private sealed class SignedIn : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, Tenant.Owner.ToString()), new Claim(AccountClaims.Tenant, Tenant.Tenant.ToString())], "test"))));
    }
}
