using System.Reflection;
using CopyTrade.Domain.Operations;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CopyTrade.Tests.Web.Features;

/// <summary>Every page with a circuit, found by its route, and every live panel: what it shows while nothing has answered, and when nothing can be read.</summary>
public sealed class PageStatesTests
{
    private static readonly Type[] All = [.. typeof(PageModel).Assembly.GetTypes().Where(type => !type.IsAbstract && ModelOf(type) is not null)];
    private static readonly Type[] Live = [.. All.Where(type => type.GetCustomAttribute<RouteAttribute>() is not null)];

    // Those that stand on pages by themselves; who needs something given is drawn by the tests of its own.
    private static readonly Type[] Panels = [.. All.Except(Live).Where(type => !type.GetProperties().Any(property => property.GetCustomAttribute<EditorRequiredAttribute>() is not null))];

    // Everything that pages ask, except who hears of changes.
    private static readonly HashSet<Type> Asked = [.. All.Select(page => ModelOf(page)!).Append(typeof(CopyTrade.Web.Features.Targets.FollowModel)).SelectMany(Contracts).Where(type => type != typeof(IChangeFeed))];

    public static TheoryData<string> Names => [.. Live.Select(page => page.Name).Order(StringComparer.Ordinal)];

    public static TheoryData<string> PanelNames => [.. Panels.Select(panel => panel.Name).Order(StringComparer.Ordinal)];

    [Fact]
    public void Pages_Found_AreMany() => Assert.Equal((true, true), (Live.Length >= 30, Panels.Length >= 4));

    [Theory, MemberData(nameof(PanelNames))]
    public async Task Panel_AllFails_SaysOneSentenceAndAWayOut(string name)
    {
        await using var harness = Harness(Task.CompletedTask);

        await RenderAsync(harness, Panels.Single(type => type.Name == name));

        AssertFailed(harness);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Page_NothingAnswersThenAllFails_ShowsItsShapeThenOneSentenceAndAWayOut(string name)
    {
        var gate = new TaskCompletionSource();
        var page = Live.Single(type => type.Name == name);
        await using var harness = Harness(gate.Task);

        var rendering = RenderAsync(harness, page);
        await harness.WaitForAsync(document => document.QuerySelector("h1") is not null);
        var loading = harness.Document;
        gate.SetResult();
        await rendering;

        Assert.NotNull(loading.QuerySelector("[role=status].skeleton"));
        Assert.DoesNotContain("$0.00", loading.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(harness.Document.QuerySelector("h1"));
        AssertFailed(harness);
    }

    private static void AssertFailed(ComponentHarness harness)
    {
        var failed = harness.Document;
        Assert.Null(failed.QuerySelector(".skeleton"));
        Assert.Contains(failed.QuerySelectorAll("button"), button => button.TextContent.Trim() == "Try again");
        Assert.Contains("The server could not read it. Trading is not affected.", failed.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("$0.00", failed.Body.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Withheld.Secret, harness.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("could not be drawn", failed.Body.TextContent, StringComparison.Ordinal);
    }

    private static ComponentHarness Harness(Task gate) => Pages.Harness(new FakeData(), services =>
    {
        foreach (var contract in Asked) services.RemoveAll(contract).AddSingleton(contract, Withheld.Of(contract, gate));
    });

    private static Task RenderAsync(ComponentHarness harness, Type page)
    {
        var parameters = page.GetProperties().Where(property => property.GetCustomAttribute<ParameterAttribute>() is not null)
            .ToDictionary(property => property.Name, property => property.PropertyType == typeof(Guid) ? (object?)Guid.NewGuid() : property.PropertyType == typeof(string) ? "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed" : null);
        Action<Dictionary<string, object?>> fill = values => { foreach (var (name, value) in parameters) values[name] = value; };
        return (Task)typeof(ComponentHarness).GetMethod(nameof(ComponentHarness.RenderAsync))!.MakeGenericMethod(page).Invoke(harness, [fill])!;
    }

    private static Type? ModelOf(Type page)
    {
        for (var type = page.BaseType; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(LivePage<>)) return type.GenericTypeArguments[0];
        }

        return null;
    }

    /// <summary>Interfaces of the product that a class is made with, also by way of other classes.</summary>
    private static IEnumerable<Type> Contracts(Type type) => type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType)
        .Where(asked => asked.Namespace?.StartsWith("CopyTrade.", StringComparison.Ordinal) is true && asked != typeof(CurrentTenant) && asked != typeof(CopyTrade.Web.Layout.ShellModel))
        .SelectMany(asked => asked.IsInterface ? [asked] : Contracts(asked));
}
