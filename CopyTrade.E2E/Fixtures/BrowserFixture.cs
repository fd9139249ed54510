using CopyTrade.E2E.Pages;

namespace CopyTrade.E2E.Fixtures;

/// <summary>
/// One application and one browser for all journeys. The first account, an administrator who follows demo leaders, is made here:
/// journeys that only look use it, the others register their own user.
/// </summary>
public sealed class BrowserFixture : ChromiumFixture
{
    private string? _administrator;

    // A withdrawal is on its way for two minutes and not for ten seconds: a journey looks at it meanwhile, and none waits for its end.
    public DemoApp App { get; } = new() { Settings = new Dictionary<string, string> { ["Chain__Confirmations"] = "60" } };

    /// <summary>What the registration page said before there was any account.</summary>
    public bool FirstAccountWasAnnounced { get; private set; }

    public override async Task InitializeAsync()
    {
        await App.StartAsync();
        await base.InitializeAsync();
        await using var visit = await VisitAsync();
        await visit.GoAsync("/register");
        FirstAccountWasAnnounced = await visit.Page.Locator("#first-account").IsVisibleAsync();
        await new RegisterPageObject(visit).RegisterAsync(NewEmail("administrator"), Password);
        var targets = new TargetsPageObject(visit);
        await targets.OpenAsync();
        await targets.FollowSuggestionAsync("Marlow Vane");
        await targets.FollowSuggestionAsync("Ines Calder");
        _administrator = await visit.Page.Context.StorageStateAsync();
    }

    /// <summary>A fresh browser context, as nobody.</summary>
    public Task<Visit> VisitAsync(bool script = true) => OpenAsync(App, null, script);

    /// <summary>A fresh browser context, signed in as the administrator.</summary>
    public Task<Visit> VisitAsAdministratorAsync() => OpenAsync(App, _administrator, true);

    /// <summary>A fresh browser context with a user of its own.</summary>
    public Task<Visit> VisitAsNewUserAsync(string name, bool script = true) => VisitAsNewUserAsync(name, App, script);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await App.DisposeAsync();
    }
}
