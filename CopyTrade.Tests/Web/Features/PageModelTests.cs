using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features;
using CopyTrade.Web.Layout;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Web.Features;

public sealed class PageModelTests : IDisposable
{
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private readonly FakeData _data = new();
    private readonly ManualTimeProvider _clock = Pages.Clock();
    private readonly SemaphoreSlim _rendered = new(0);
    private readonly Probe _model;

    public PageModelTests() => _model = new Probe(_data, _clock);

    public void Dispose()
    {
        _model.Stop();
        _rendered.Dispose();
    }

    [Fact]
    public async Task Follow_BurstOfChanges_ReadsOnceMoreAfterAQuarterSecond()
    {
        await StartAsync();
        var before = _model.Reads;

        for (var i = 0; i < 100; i++) _data.Announce(ChangeKind.Orders, PageData.Tenant.Tenant);
        await NextRenderAsync(Gap);

        Assert.Equal(before + 1, _model.Reads);
    }

    [Fact]
    public async Task Follow_ChangeOfAnotherTenantOrAnotherKind_DrawsWithoutReading()
    {
        await StartAsync();
        var before = _model.Reads;

        _data.Announce(ChangeKind.Orders, new TenantId(Guid.NewGuid()));
        _data.Announce(ChangeKind.Jobs);
        await _clock.TimerSetAsync(Gap);
        _clock.Advance(Gap);
        await NextRenderAsync(Tick);

        Assert.Equal(before, _model.Reads);
    }

    [Fact]
    public async Task Follow_ReadFails_GoesOnWithTheNextChange()
    {
        await StartAsync();
        _model.Fails = true;
        _data.Announce(ChangeKind.Orders);
        await _clock.TimerSetAsync(Gap);
        _clock.Advance(Gap);
        await _clock.TimerSetAsync(Tick);
        _model.Fails = false;
        var before = _model.Reads;

        _data.Announce(ChangeKind.Orders);
        await NextRenderAsync(Tick);

        Assert.True(_model.Reads > before);
    }

    [Fact]
    public async Task Follow_ReadWhileAnActTakesInWhatCameOfIt_DrawsOnlyOnceTheNextActIsTaken()
    {
        await StartAsync();
        var before = _model.Reads;
        _model.Gate = new SemaphoreSlim(0);
        _data.Announce(ChangeKind.Orders, PageData.Tenant.Tenant);
        await _clock.TimerSetAsync(Gap);
        _clock.Advance(Gap);
        await ReadsAsync(before + 1);
        var act = _model.DoAsync();

        _model.Gate.Release();
        await ReadsAsync(before + 2);
        await _clock.TimerSetAsync(Gap);

        Assert.True(_model.Busy);
        Assert.Equal(0, _rendered.CurrentCount);
        _model.Gate.Release(100);
        Assert.True(await act);
        _clock.Advance(Gap);
        Assert.True(await _rendered.WaitAsync(Wait.Limit));
        Assert.False(_model.Busy);
    }

    [Fact]
    public async Task Stop_Followed_EndsTheLoopAndTheSubscription()
    {
        await StartAsync();

        _model.Stop();
        await _model.Following;

        Assert.False(_data.IsFollowed);
    }

    private async Task StartAsync()
    {
        await _model.LoadAsync();
        _model.Follow(() =>
        {
            _rendered.Release();
            return Task.CompletedTask;
        }, new ReadingPace(1, _clock));
        await _rendered.WaitAsync(Wait.Limit);
    }

    private Task ReadsAsync(int reads) => Rig.UntilAsync(Wait.Limit, () => Task.FromResult(_model.Reads == reads));

    private async Task NextRenderAsync(TimeSpan due)
    {
        await _clock.TimerSetAsync(due);
        _clock.Advance(due);
        Assert.True(await _rendered.WaitAsync(Wait.Limit));
    }

    private sealed class Probe(IChangeFeed changes, TimeProvider clock) : PageModel(Pages.Tenants, changes, clock, NullLogger.Instance)
    {
        public int Reads { get; private set; }

        public bool Fails { get; set; }

        /// <summary>What each reading waits for; null for nothing.</summary>
        public SemaphoreSlim? Gate { get; set; }

        public Task<bool> DoAsync() => ActAsync(_ => Task.FromResult<string?>(null));

        protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Orders };

        protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
        {
            Reads++;
            if (Gate is not null) await Gate.WaitAsync(ct);
            if (Fails) throw new InvalidOperationException("no database");
        }
    }
}
