using System.Reflection;
using CopyTrade.Domain.Money;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Simulator;
using CopyTrade.Web.Cli;

namespace CopyTrade.Tests.Architecture;

/// <summary>Who may know whom (blueprint §1). Each rule is shown to bite on code that breaks it.</summary>
public sealed class DependencyTests
{
    private const string DataAccess = @"\b(Npgsql|Microsoft\.EntityFrameworkCore|Dapper)\b";

    [Fact]
    public void Domain_UsesTheBaseClassLibraryOnly()
    {
        Assert.Empty(Foreign(typeof(Usdc).Assembly));
        Assert.Contains("Npgsql", Foreign(typeof(TenantScopes).Assembly));   // control
    }

    [Fact]
    public void Dependencies_PointOneWay()
    {
        Assert.Equal(["CopyTrade.Domain"], Own(typeof(TenantScopes).Assembly));
        Assert.Equal(["CopyTrade.Domain"], Own(typeof(SimulatorHost).Assembly));
        Assert.Contains("CopyTrade.Infrastructure", Own(typeof(CommandLine).Assembly));   // control
    }

    [Fact]
    public void Simulator_SharesOnlyValuesOfMoneyAndVenue()
    {
        const string foreign = @"\bCopyTrade\.(?!Simulator\b|Domain\.(Money|Venue)\b)\w+";

        Assert.Empty(SourceTree.Matching("CopyTrade.Simulator", foreign));
        Assert.NotEmpty(SourceTree.Matching("CopyTrade.Infrastructure/Venue", foreign));   // control
    }

    [Theory, InlineData("Features"), InlineData("Layout"), InlineData("Shared")]
    public void Pages_KnowNoDatabase(string folder)
    {
        Assert.Empty(SourceTree.Matching("CopyTrade.Web/" + folder, DataAccess));
        Assert.NotEmpty(SourceTree.Matching("CopyTrade.Infrastructure/Persistence", DataAccess));   // control
    }

    [Theory, InlineData("CopyTrade.Domain"), InlineData("CopyTrade.Infrastructure")]
    public void Trading_NeverSpeaksOfTargets(string project)
    {
        const string targets = @"CopyTrade\.\w+\.(Targets|Mirroring|Observation)\b|\b(CopyTarget|TargetKey|TargetRowId|ObservedFill)\b|copy_target|copy_decision|observed_fill";

        Assert.Empty(SourceTree.Matching(project + "/Trading", targets));
        Assert.NotEmpty(SourceTree.Matching(project + "/Mirroring", targets));   // control
    }

    [Fact]
    public void OnlyMirroring_KnowsBothObservationAndTrading()
    {
        // Persistence gives every room's values their database form; it decides nothing.
        var both = SourceTree.Folders("CopyTrade.Infrastructure")
            .Where(room => room != "Persistence" && Speaks(room, "Observation") && Speaks(room, "Trading"));

        Assert.Equal(["Mirroring"], both);
    }

    /// <summary>A room that knows another is not known by it. The pairs named are there already and may only become fewer.</summary>
    [Theory]
    [InlineData("CopyTrade.Domain", "Accounts-Venue")]
    [InlineData("CopyTrade.Infrastructure", "Accounts-Trading", "Accounts-Venue")]
    [InlineData("CopyTrade.Web")]
    [InlineData("CopyTrade.Simulator", "Chain-Engine", "Engine-World")]
    public void Rooms_KnowEachOtherOneWay(string project, params string[] known)
    {
        var usings = SourceTree.Usings(project);
        var circles = usings.Select(pair => pair.Key)
            .Where(pair => string.CompareOrdinal(pair.Room, pair.Used) < 0 && usings.Contains((pair.Used, pair.Room)))
            .Select(pair => $"{pair.Room}-{pair.Used}").Order(StringComparer.Ordinal);

        Assert.Equal(known, circles);
        Assert.NotEmpty(usings);   // control; where there are circles, their names are another
    }

    [Fact]
    public void TheCrossTenantRead_HasOneCaller()
    {
        const string call = @"from enumerate_tenants\(\)";

        Assert.Equal(["CopyTrade.Infrastructure/Accounts/TenantEnumerator.cs"], [.. SourceTree.Matching("CopyTrade.Infrastructure", call), .. SourceTree.Matching("CopyTrade.Web", call)]);
    }

    private static bool Speaks(string room, string of) => SourceTree.Matching("CopyTrade.Infrastructure/" + room, $@"CopyTrade\.(Domain|Infrastructure)\.{of}\b").Count > 0;

    private static string[] Foreign(Assembly assembly) => [.. References(assembly).Where(name => !name.StartsWith("System", StringComparison.Ordinal) && !name.StartsWith("CopyTrade.", StringComparison.Ordinal))];

    private static string[] Own(Assembly assembly) => [.. References(assembly).Where(name => name.StartsWith("CopyTrade.", StringComparison.Ordinal))];

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(reference => reference.Name!).Order(StringComparer.Ordinal);
}
