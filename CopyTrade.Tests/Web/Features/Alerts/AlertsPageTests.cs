using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Alerts;
using CopyTrade.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Web.Features.Alerts;

public sealed class AlertsPageTests
{
    private readonly FakeAlerts _alerts = new();

    [Fact]
    public async Task Lists_LongerThanAPage_GoOnAtAnAddressOfTheirOwn()
    {
        _alerts.AddMany(AlertsModel.Shown + 3);

        foreach (var (path, render) in ((string, Func<ComponentHarness, Task>)[])[("/alerts", Render<AlertsPage>), ("/alerts/jobs", Render<AlertJobsPage>), ("/alerts/executions", Render<ExecutionsPage>)])
        {
            await using var first = await OpenAsync(path, render);
            Assert.Equal(AlertsModel.Shown, first.Document.QuerySelectorAll(".signal-rows li").Length);
            var older = Assert.Single(first.Document.QuerySelectorAll(".pager a"));
            Assert.Equal($"http://localhost{path}?after={FakeAlerts.Id(4)}", older.GetAttribute("href"));

            await using var second = await OpenAsync(older.GetAttribute("href")!, render);
            Assert.Equal(3, second.Document.QuerySelectorAll(".signal-rows li").Length);
            Assert.Equal(("Newest", $"http://localhost{path}"), (second.Document.QuerySelector(".pager a")!.TextContent, Assert.Single(second.Document.QuerySelectorAll(".pager a")).GetAttribute("href")));
        }
    }

    [Fact]
    public async Task List_ThatJustFillsAPage_HasNoOlderOne()
    {
        _alerts.AddMany(AlertsModel.Shown);
        await using var harness = await OpenAsync("/alerts", Render<AlertsPage>);

        Assert.Empty(harness.Document.QuerySelectorAll(".pager"));
    }

    [Fact]
    public async Task Filter_OfTheAddress_IsTheOneShownAndKeptByTheNextPage()
    {
        _alerts.AddMany((AlertsModel.Shown + 2) * 2);
        await using var harness = await OpenAsync("/alerts?status=failed", Render<AlertsPage>);

        Assert.All(harness.Document.QuerySelectorAll(".signal-rows .chip"), chip => Assert.Equal("failed", chip.TextContent));
        Assert.Equal(["Alerts", "Failed"], harness.Document.QuerySelectorAll(".seg .rz-state-active").Select(choice => choice.TextContent.Trim()));
        Assert.Contains("status=failed", harness.Document.QuerySelector(".pager a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choice_OfTabAndState_ChangesTheAddress()
    {
        _alerts.AddMany(3);
        await using var harness = await OpenAsync("/alerts?after=" + FakeAlerts.Id(3), Render<AlertsPage>);
        var address = harness.Service<NavigationManager>();

        await harness.ClickAsync("button[aria-label='Received']");
        Assert.Equal("http://localhost/alerts?status=received", address.Uri);
        await harness.ClickAsync("button[aria-label='Jobs']");
        Assert.Equal("http://localhost/alerts/jobs", address.Uri);
    }

    [Fact]
    public async Task Executions_SayWhatWasTradedOfWhatAndAtWhichPrice()
    {
        _alerts.Executions.Add(new(FakeAlerts.Id(9), null, Guid.NewGuid(), new(Guid.NewGuid()), ExecutionStatus.Confirmed, "{}", null, null, null, Shares.Of(5m), null, PageData.Now, PageData.Now)
        {
            Title = "Will it rain?", Outcome = "Yes", Side = OrderSide.Sell, Average = Price.Of(0.25m),
        });
        await using var harness = await OpenAsync("/alerts/executions", Render<ExecutionsPage>);

        var row = Assert.Single(harness.Document.QuerySelectorAll(".signal-rows li")).TextContent;
        Assert.Contains("Will it rain?", row, StringComparison.Ordinal);
        Assert.Contains("Sold 5.00 shares of Yes at 25.0¢", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_ListsAndFilters_SayWhichAndWhatToDo()
    {
        await using var nothing = await OpenAsync("/alerts", Render<AlertsPage>);
        await using var filtered = await OpenAsync("/alerts/jobs?status=parked", Render<AlertJobsPage>);
        await using var beyond = await OpenAsync("/alerts/executions?after=" + FakeAlerts.Id(1), Render<ExecutionsPage>);

        Assert.Contains("No alert came yet", nothing.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/alerts/jobs", filtered.Document.QuerySelector(".empty a")!.GetAttribute("href"));
        Assert.Contains("Nothing older", beyond.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Source_WithoutThePersonsPassword_IsNeitherMadeNorGivenASecretNorEnabled()
    {
        var model = Model();
        await model.SelectAsync(new(AlertsView.Sources));
        var source = new AlertSource(FakeAlerts.Id(1), "tv", "src_1", PageData.Now, PageData.Now, []);
        var stranger = new PersonAnswer("wrong wrong wrong", "");

        await model.CreateAsync("tv", AlertSecretKind.Bearer, stranger);
        await model.RotateAsync(source, AlertSecretKind.Hmac, stranger);
        await model.EnableAsync(source, stranger);
        Assert.Empty(_alerts.Asked);
        Assert.Equal("The password is not right. Nothing was done.", model.Problem);

        await model.CreateAsync("tv", AlertSecretKind.Bearer, FakeStepUp.Person);
        await model.DisableAsync(source);
        Assert.Equal(["create tv", "disable"], _alerts.Asked);
    }

    [Fact]
    public async Task OlderPage_WhileAnotherListIsStillShown_IsNotThatOfTheChosenOne()
    {
        _alerts.AddMany((AlertsModel.Shown + 2) * 2);
        var (model, slow) = (Model(), new TaskCompletionSource());
        await model.SelectAsync(new(AlertsView.Alerts));
        Assert.NotNull(model.Next);

        _alerts.Answering = slow.Task;
        var (failed, processed) = (model.SelectAsync(new(AlertsView.Alerts, "failed")), model.SelectAsync(new(AlertsView.Alerts, "processed")));
        Assert.Null(model.Next);
        slow.SetResult();
        await Task.WhenAll(failed, processed);
        Assert.Equal(model.Alerts.Value![^1].Id, model.Next);
        Assert.All(model.Alerts.Value, alert => Assert.Equal(AlertStatus.Processed, alert.Status));
    }

    private static Task Render<T>(ComponentHarness harness) where T : IComponent => harness.RenderAsync<T>();

    private AlertsModel Model() => new(_alerts, _alerts, _alerts, _alerts, new FakeStepUp(), Pages.Tenants, new FakeData(), Pages.Clock(), Microsoft.Extensions.Logging.Abstractions.NullLogger<AlertsModel>.Instance);

    private async Task<ComponentHarness> OpenAsync(string address, Func<ComponentHarness, Task> render)
    {
        var harness = Pages.Harness(SampleDay.Create(), services => services.AddSingleton<IAlertsQuery>(_alerts).AddSingleton<IHarness>(_alerts).AddSingleton<IExecutionsQuery>(_alerts).AddSingleton<IAlertSources>(_alerts));
        harness.Navigation.NavigateTo(address);
        await render(harness);
        return harness;
    }
}
