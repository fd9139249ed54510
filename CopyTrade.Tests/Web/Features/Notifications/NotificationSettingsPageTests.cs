using CopyTrade.Domain.Notifications;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Notifications;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Web.Features.Notifications;

public sealed class NotificationSettingsPageTests
{
    private readonly FakeNotifications _data = new();

    [Fact]
    public async Task Render_NoChannel_SaysThatTheAppAloneTells()
    {
        await using var harness = Harness();
        await harness.RenderAsync<NotificationSettingsPage>();

        Assert.Contains("You are told in the app only.", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(harness.Document.QuerySelectorAll(".matrix"));
    }

    [Fact]
    public async Task Render_ChannelsAndMessages_ShowsMatrixErrorsAndNextTries()
    {
        _data.Channels.Add(FakeNotifications.Channel("ops", error: "The receiver answered 503.", waiting: 2));
        _data.Channels.Add(FakeNotifications.Channel("agent", ChannelKind.WakeUp));
        _data.Deliveries.Add(FakeNotifications.Delivery("<b>Trading</b> was halted", DeliveryState.Waiting, "The receiver answered 503."));
        _data.Deliveries.Add(FakeNotifications.Delivery("An order failed", DeliveryState.Sent));
        await using var harness = Harness();
        await harness.RenderAsync<NotificationSettingsPage>();

        var document = harness.Document;
        var text = document.Body!.TextContent;
        foreach (var words in (string[])["2 of 2 channels on, 2 messages waiting.", "hooks.example.org/…1234", "The receiver answered 503.", "next try in 5 m", "Send again", "<b>Trading</b> was halted"]) Assert.Contains(words, text, StringComparison.Ordinal);
        // A wake-up address is called by alerts: it has no column.
        Assert.Equal(NotificationKinds.Chosen.Count, document.QuerySelectorAll(".matrix input").Length);
        Assert.Equal(NotificationKinds.Default.Count, document.QuerySelectorAll(".matrix input[checked]").Length);
    }

    [Fact]
    public async Task Render_ReadFailed_SaysSo()
    {
        _data.Failure = new InvalidOperationException("no");
        await using var harness = Harness();
        await harness.RenderAsync<NotificationSettingsPage>();

        Assert.Contains("Could not load the channels", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Could not load the delivery log", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_AChannel_AsksWhoItIsShowsTheSecretOnceAndForgetsThePassword()
    {
        var model = Model();
        await model.LoadAsync();
        await model.OpenAsync();
        (model.Form!.Name, model.Form.Address, model.Form.Password, model.Form.Code) = ("ops", "https://hooks.example.org/x", "correct horse", "123456");
        var form = model.Form;
        _data.Refusal = "The password is not right.";

        Assert.False(await model.SaveAsync());
        Assert.Equal(("The password is not right.", "", ""), (model.Problem, form.Password, form.Code));
        _data.Refusal = null;
        form.Password = "correct horse";
        Assert.True(await model.SaveAsync());

        Assert.Equal(("whsec_shown-once", null), (model.Secret, model.Form));
        Assert.Equal("save Webhook ops with correct horse ", _data.Asked[^1]);
        model.PutAway();
        Assert.Null(model.Secret);
    }

    [Fact]
    public async Task Tell_OneKindMoreOrLess_KeepsTheOthers()
    {
        _data.Channels.Add(FakeNotifications.Channel("ops"));
        var model = Model();
        await model.LoadAsync();

        await model.TellAsync(_data.Channels[0], NotificationKind.CopyPlaced, told: true);
        await model.TellAsync(_data.Channels[0], NotificationKind.RuleFired, told: false);

        Assert.Equal([$"tell {NotificationKinds.Default.Count + 1} None True", $"tell {NotificationKinds.Default.Count - 1} None True"], _data.Asked);
    }

    [Theory]
    [InlineData("22:00", "07:00", "quiet Europe/Berlin 22:00 07:00 False")]
    [InlineData("", "", "quiet Europe/Berlin   False")]
    [InlineData("25:00", "07:00", null)]
    public async Task Quiet_AsTyped_IsReadOrRefused(string from, string to, string? asked)
    {
        var model = Model();
        await model.LoadAsync();
        (model.Zone, model.From, model.To, model.CriticalPasses, model.IsQuietEdited) = ("Europe/Berlin", from, to, false, true);

        Assert.Equal(asked is not null, await model.SaveQuietAsync());

        Assert.Equal(asked, _data.Asked.LastOrDefault());
        Assert.Equal(asked is null, model.QuietProblem is not null);
    }

    [Fact]
    public async Task Notifications_ListedWithTheirLinks_AreEncoded()
    {
        _data.Items.Add(new Notification(Guid.NewGuid(), NotificationKind.RuleFired, NotificationSeverity.Critical, "<img src=x onerror=alert(1)>", "now", "/rules/1", null, PageData.Now, PageData.Now));
        await using var harness = Harness();
        await harness.RenderAsync<NotificationsPage>();

        Assert.Empty(harness.Document.QuerySelectorAll("img"));
        Assert.Equal("/rules/1", harness.Document.QuerySelector(".note-critical a")!.GetAttribute("href"));
        Assert.Contains("1 is new.", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notifications_CopiedTrades_AreListedForWhoAsksAndNeverNew()
    {
        _data.Items.Add(new Notification(Guid.NewGuid(), NotificationKind.RuleFailed, NotificationSeverity.Critical, "A stop could not sell", "", null, null, PageData.Now, PageData.Now));
        _data.Items.Add(new Notification(Guid.NewGuid(), NotificationKind.CopyPlaced, NotificationSeverity.Info, "Purchase copied", "", null, null, PageData.Now, PageData.Now));
        await using var harness = Harness();
        await harness.RenderAsync<NotificationsPage>();
        Assert.DoesNotContain("Purchase copied", harness.Document.Body!.TextContent, StringComparison.Ordinal);

        await harness.ClickAsync(".seg .rz-button:not(.rz-state-active)");

        Assert.Contains("Purchase copied", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("A stop could not sell", Assert.Single(harness.Document.QuerySelectorAll("li:has(.chip-info) b")).TextContent);
    }

    private ComponentHarness Harness() => Pages.Harness(new FakeData(), services => services.AddSingleton<INotificationsQuery>(_data).AddSingleton<INotificationChanges>(_data).AddSingleton<IChannelDoor>(_data));

    private NotificationSettingsModel Model() => new(_data, _data, _data, Pages.Tenants, new FakeData(), Pages.Clock(), NullLogger<NotificationSettingsModel>.Instance);
}
