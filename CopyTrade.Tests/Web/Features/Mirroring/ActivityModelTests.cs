using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Targets;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Mirroring;
using CopyTrade.Web.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Web.Features.Mirroring;

public sealed class ActivityModelTests
{
    private readonly FakeData _data = SampleDay.Create(120);
    private readonly ActivityModel _model;

    public ActivityModelTests() => _model = new ActivityModel(_data, _data, new FakeRules(), Pages.Json, Pages.Tenants, _data, Pages.Clock(), NullLogger<ActivityModel>.Instance);

    [Fact]
    public async Task LoadOlder_ThreePages_ShowsEveryStoryOnce()
    {
        await _model.LoadAsync();
        await _model.LoadOlderAsync();
        await _model.LoadOlderAsync();

        Assert.Equal((120, 120, false), (_model.Lines.Count, _model.Lines.Select(l => l.Row.DecisionId).Distinct().Count(), _model.HasOlder));
        Assert.Equal(_model.Lines.Select(l => l.Row.DecidedAt).OrderDescending(), _model.Lines.Select(l => l.Row.DecidedAt));
    }

    [Fact]
    public async Task Load_NewStoryWhileAtTheTop_StandsFirstAndAnOpenLineStaysOpen()
    {
        await _model.LoadAsync();
        var open = _model.Lines[0];
        await _model.OpenAsync(open);
        Arrive();

        await _model.LoadAsync();

        Assert.Equal((51, "newest", true), (_model.Lines.Count, _model.Lines[0].Row.Title, ReferenceEquals(open, _model.Lines[1]) && open.IsOpen));
    }

    [Fact]
    public async Task Load_NewStoryWhileFurtherDown_WaitsUntilAskedFor()
    {
        await _model.LoadAsync();
        _model.AtTop = false;
        Arrive();

        await _model.LoadAsync();
        var (waiting, shown) = (_model.Waiting, _model.Lines.Count);
        _model.ShowWaiting();

        Assert.Equal((1, 50, 0, 51), (waiting, shown, _model.Waiting, _model.Lines.Count));
    }

    [Fact]
    public async Task Load_OpenStoryMovedOn_ReadsItAgain()
    {
        await _model.LoadAsync();
        var line = _model.Lines[0];
        await _model.OpenAsync(line);
        var story = _data.Stories[0];
        _data.Stories[0] = story with { Row = story.Row with { Result = ActivityResult.Confirmed } };

        await _model.LoadAsync();

        Assert.Equal((ActivityResult.Confirmed, ActivityResult.Confirmed), (line.Row.Result, line.Story.Value!.Story.Row.Result));
    }

    [Fact]
    public async Task Load_StoryLeftTheFilter_IsGoneUnlessItIsBeingRead()
    {
        await _model.SelectAsync(_model.Filter with { Show = ActivityGroup.InFlight });
        var (read, other) = (_model.Lines[0], _model.Lines[1]);
        await _model.OpenAsync(read);
        foreach (var line in new[] { read, other })
        {
            var index = _data.Stories.FindIndex(s => s.Row.DecisionId == line.Row.DecisionId);
            _data.Stories[index] = _data.Stories[index] with { Row = line.Row with { Result = ActivityResult.Confirmed } };
        }

        await _model.LoadAsync();

        Assert.Equal((true, ActivityResult.Confirmed, false), (_model.Lines.Contains(read), read.Row.Result, _model.Lines.Contains(other)));
    }

    [Fact]
    public async Task Select_Skipped_ShowsOnlyThese()
    {
        await _model.SelectAsync(_model.Filter with { Show = ActivityGroup.Skipped });

        Assert.All(_model.Lines, l => Assert.Equal(ActivityResult.Skipped, l.Row.Result));
        Assert.Equal(_model.Ever.Value!.Skipped, _model.Page.Value!.Total);
    }

    [Fact]
    public async Task Select_WhileTheFormerSelectionIsRead_ShowsNothingOfIt()
    {
        var held = new Held(_data);
        var model = new ActivityModel(held, _data, new FakeRules(), Pages.Json, Pages.Tenants, _data, Pages.Clock(), NullLogger<ActivityModel>.Instance);
        var first = model.LoadAsync();

        var chosen = model.SelectAsync(model.Filter with { Show = ActivityGroup.Skipped });
        held.Gate.SetResult();
        await Task.WhenAll(first, chosen);

        Assert.All(model.Lines, l => Assert.Equal(ActivityResult.Skipped, l.Row.Result));
        Assert.Equal(Math.Min(50, model.Page.Value!.Total), model.Lines.Count);
        Assert.Equal(model.Page.Value.Next is not null, model.HasOlder);
    }

    [Fact]
    public async Task LoadOlder_AnotherSelectionMeanwhile_AddsNothingOfTheFormer()
    {
        var held = new Held(_data);
        held.Gate.SetResult();
        var model = new ActivityModel(held, _data, new FakeRules(), Pages.Json, Pages.Tenants, _data, Pages.Clock(), NullLogger<ActivityModel>.Instance);
        await model.LoadAsync();
        held.Gate = new();
        var older = model.LoadOlderAsync();

        var chosen = model.SelectAsync(model.Filter with { Show = ActivityGroup.Skipped });
        held.Gate.SetResult();
        await Task.WhenAll(older, chosen);

        Assert.NotEmpty(model.Lines);
        Assert.All(model.Lines, l => Assert.Equal(ActivityResult.Skipped, l.Row.Result));
    }

    [Fact]
    public void Address_WrittenAndReadBack_IsTheSameFilter()
    {
        var filter = new ActivityFilter(ActivityGroup.InFlight, new TargetRowId(Guid.NewGuid()), "fill_too_old", "ferry");
        var address = ActivityAddress.Write(filter);

        Assert.Equal(filter, ActivityAddress.Read((string?)address["show"], (string?)address["target"], (string?)address["reason"], (string?)address["q"]));
    }

    [Theory]
    [InlineData("nonsense", "no-guid")]
    [InlineData(null, null)]
    public void Address_NotUnderstood_ShowsEverything(string? show, string? target) =>
        Assert.Equal(new ActivityFilter(ActivityGroup.All, null, null, null), ActivityAddress.Read(show, target, " ", ""));

    /// <summary>Answers pages when its gate is open.</summary>
    private sealed class Held(IActivityQuery inner) : IActivityQuery
    {
        public TaskCompletionSource Gate { get; set; } = new();

        public async Task<ActivityPage> PageAsync(TenantRef tenant, ActivityFilter filter, string? cursor, int limit, CancellationToken ct)
        {
            await Gate.Task;
            return await inner.PageAsync(tenant, filter, cursor, limit, ct);
        }

        public Task<ActivityCounts> CountAsync(TenantRef tenant, DateTimeOffset? since, CancellationToken ct) => inner.CountAsync(tenant, since, ct);

        public Task<ActivityStory?> FindAsync(TenantRef tenant, Guid decisionId, CancellationToken ct) => inner.FindAsync(tenant, decisionId, ct);
    }

    private void Arrive() => _data.Stories.Add(PageData.Story(900, _data.Cards[0].Target, ActivityResult.Matched, TimeSpan.Zero, title: "newest"));
}
