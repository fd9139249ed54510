using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Web.Features;

public sealed class ActTests
{
    private readonly Deed _model = new(new FakeData(), Pages.Clock());

    [Fact]
    public async Task Act_ClickedTwice_IsDoneOnce()
    {
        await _model.LoadAsync();

        var first = _model.DoAsync();
        var second = await _model.DoAsync();
        Assert.True(_model.Busy);
        _model.Gate.SetResult(null);

        Assert.Equal((true, false, 1, false), (await first, second, _model.Done, _model.Busy));
    }

    [Fact]
    public async Task Act_Refused_SaysWhyUntilItIsDone()
    {
        await _model.LoadAsync();
        _model.Gate.SetResult("The password is not right.");
        Assert.False(await _model.DoAsync());
        Assert.Equal(("The password is not right.", false), (_model.Problem, _model.Busy));

        _model.Gate = new();
        _model.Gate.SetResult(null);
        Assert.True(await _model.DoAsync());

        Assert.Null(_model.Problem);
    }

    [Fact]
    public async Task Act_Throws_EndsAsOneSentenceWithoutTheExceptionsOwnWords()
    {
        await _model.LoadAsync();
        _model.Gate.SetException(new InvalidOperationException("password=hunter2"));
        Assert.False(await _model.DoAsync());
        Assert.Equal(("The server could not do it. Look whether it was done before you try again.", false), (_model.Problem, _model.Busy));

        _model.Gate = new();
        _model.Gate.SetException(new VenueUnavailableException("503"));
        Assert.False(await _model.DoAsync());

        Assert.Equal("The venue did not answer. Try again.", _model.Problem);
    }

    [Fact]
    public async Task Act_PageLeftMeanwhile_SaysNothing()
    {
        await _model.LoadAsync();
        var doing = _model.DoAsync();
        _model.Stop();
        _model.Gate.SetCanceled(_model.Left);

        Assert.False(await doing);
        Assert.Equal((null, false), (_model.Problem, _model.Busy));
    }

    [Fact]
    public async Task Act_WhileItRuns_IsDrawnBusyAndThenFree()
    {
        await using var harness = Pages.Harness(new FakeData(), services => services.AddSingleton(_model));
        await harness.RenderAsync<DeedPage>();
        Assert.Null(harness.Document.QuerySelector("#do[disabled]"));

        var click = harness.ClickAsync("#do");
        await harness.WaitForAsync(page => page.QuerySelector("#do[disabled]") is not null);
        _model.Gate.SetResult("Not today.");
        await click;

        Assert.Null(harness.Document.QuerySelector("#do[disabled]"));
        Assert.Equal("Not today.", harness.Document.QuerySelector("#problem")!.TextContent);
    }

    private sealed class Deed(IChangeFeed changes, TimeProvider clock) : PageModel(Pages.Tenants, changes, clock, NullLogger.Instance)
    {
        public TaskCompletionSource<string?> Gate { get; set; } = new();

        public int Done { get; private set; }

        public CancellationToken Left => Stopped;

        protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind>();

        public Task<bool> DoAsync() => ActAsync(_ =>
        {
            Done++;
            return Gate.Task;
        });

        protected override Task ReadAsync(TenantRef tenant, CancellationToken ct) => Task.CompletedTask;
    }

    private sealed class DeedPage : LivePage<Deed>
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "button");
            builder.AddAttribute(1, "id", "do");
            builder.AddAttribute(2, "disabled", Model.Busy);
            builder.AddAttribute(3, "onclick", EventCallback.Factory.Create<MouseEventArgs>(this, (Func<Task>)Model.DoAsync));
            builder.CloseElement();
            builder.OpenElement(4, "p");
            builder.AddAttribute(5, "id", "problem");
            builder.AddContent(6, Model.Problem);
            builder.CloseElement();
        }
    }
}
