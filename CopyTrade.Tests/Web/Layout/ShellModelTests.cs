using System.Security.Claims;
using CopyTrade.Domain.Operations;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Web.Layout;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Web.Layout;

public sealed class ShellModelTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly FakeShell _shell = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly FakeChanges _changes = new();
    private readonly SemaphoreSlim _changed = new(0);
    private readonly ShellModel _model;

    public ShellModelTests()
    {
        _model = new ShellModel(_shell, new SignedIn("ann@example.org"), _clock, NullLogger<ShellModel>.Instance, new ReadingPace(1, _clock), _changes);
        _model.Changed += () => _changed.Release();
    }

    public void Dispose()
    {
        _model.Dispose();
        _changed.Dispose();
    }

    [Fact]
    public async Task Load_QueryFails_KeepsTheLastStatusButNotItsFeedAge()
    {
        await _model.LoadAsync();
        _shell.Fault = new InvalidOperationException("no database");

        await _model.LoadAsync();

        Assert.Equal((_shell.Status, true, null), (_model.Status, _model.Failed, _model.FeedAge));
    }

    [Fact]
    public async Task Load_Visitor_AsksNothing()
    {
        using var visitor = new ShellModel(_shell, new SignedIn(null), _clock, NullLogger<ShellModel>.Instance, new ReadingPace(1, _clock));

        await visitor.LoadAsync();

        Assert.Equal((0, null), (_shell.Reads, visitor.Status));
    }

    [Fact]
    public async Task Follow_TwoSecondsOrAHaltElsewhere_ReadsAgain()
    {
        _model.Follow();
        await _clock.TimerSetAsync(Interval);
        _clock.Advance(Interval);
        await ChangedAsync();

        _changes.Announce(new Change(ChangeKind.Fills, null));
        _changes.Announce(new Change(ChangeKind.Halts, null));
        await ChangedAsync();

        Assert.Equal(2, _shell.Reads);
    }

    [Fact]
    public async Task Follow_QueryFailsOnce_GoesOn()
    {
        _shell.Fault = new InvalidOperationException("no database");
        _model.Follow();
        _changes.Announce(new Change(ChangeKind.Halts, null));
        await ChangedAsync();
        _shell.Fault = null;

        _changes.Announce(new Change(ChangeKind.Halts, null));
        await ChangedAsync();

        Assert.Equal((_shell.Status, false), (_model.Status, _model.Failed));
    }

    private async Task ChangedAsync() => Assert.True(await _changed.WaitAsync(Wait.Limit));

    private sealed class SignedIn(string? name) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(
            new ClaimsPrincipal(name is null ? new ClaimsIdentity() : new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "test"))));
    }

    private sealed class FakeChanges : IChangeFeed, IDisposable
    {
        private Action<Change>? _handler;

        public IDisposable Subscribe(Action<Change> handler)
        {
            _handler = handler;
            return this;
        }

        public void Announce(Change change) => _handler!(change);

        public void Dispose() => _handler = null;
    }
}
