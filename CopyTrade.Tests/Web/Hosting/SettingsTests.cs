using System.Diagnostics;
using System.Text.Json;
using CopyTrade.Tests.Architecture;
using CopyTrade.Tests.Web.Cli;
using CopyTrade.Web.Cli;
using CopyTrade.Web.Hosting;

namespace CopyTrade.Tests.Web.Hosting;

/// <summary>One list of settings: options, check at the start, document, page and verb agree with it (R4.21).</summary>
public sealed class SettingsTests
{
    [Fact]
    public void Catalog_HasEveryOptionOfEveryClassAndNoOther()
    {
        var options = SettingsCatalog.Options.SelectMany(section => section.Value.GetProperties().Where(property => property.SetMethod is not null).Select(property => $"{section.Key}:{property.Name}")).Order(StringComparer.Ordinal);
        var listed = SettingsCatalog.All.Where(setting => SettingsCatalog.Options.ContainsKey(setting.Section)).Select(setting => setting.Key.Split(":#:")[0]).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(options, listed);
        Assert.Equal(SettingsCatalog.All.Count, SettingsCatalog.All.Select(setting => setting.Key).Distinct().Count());
        Assert.Equal("15", SettingsCatalog.All.Single(setting => setting.Key == "Rules:PollSeconds").Default);
    }

    [Fact]
    public void Document_NamesEverySettingWithItsMeaningAndDefault()
    {
        var document = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "configuration.md")).ReplaceLineEndings("\n");
        var rows = SettingsCatalog.All.Select(setting => $"| `{setting.Variable}` | {setting.Default} | {setting.Meaning} |").ToList();
        var missing = rows.Where(row => !document.Contains(row + "\n", StringComparison.Ordinal)).ToList();

        Assert.True(missing.Count == 0, "docs/configuration.md lacks, or tells otherwise:\n" + string.Join('\n', missing));
    }

    [Fact]
    public void Effective_ShowsWhereAValueComesFromAndNoSecret()
    {
        var folder = Directory.CreateTempSubdirectory("copytrade-settings-");
        File.WriteAllText(Path.Combine(folder.FullName, HostConfiguration.FileName), """{"Rules":{"PollSeconds":20},"Signals":{"EmitApiKey":"ct_planted"}}""");
        var configuration = HostConfiguration.Read(new Dictionary<string, string?>
        {
            ["Data:Directory"] = folder.FullName,
            ["ConnectionStrings:CopyTrade"] = "Host=db.example.org;Database=copytrade;Username=owner;Password=planted-one",
            ["Polymarket:ChainRpcUrl"] = "https://node.example.org/v2/planted-two",
            ["Polymarket:ClobUrl"] = "https://user:planted-three@clob.example.org/path?key=planted-four",
            ["Signals:Files:0:Path"] = "/in/a.jsonl",
        });

        var settings = EffectiveSettings.Read(configuration, configuration).ToDictionary(setting => setting.Key);
        folder.Delete(recursive: true);

        Assert.Equal(("20", "file copytrade.json"), (settings["Rules:PollSeconds"].Value, settings["Rules:PollSeconds"].From));
        Assert.Equal((null, "default"), (settings["Rules:RecordSeconds"].Value, settings["Rules:RecordSeconds"].From));
        Assert.Equal("command line", settings["Data:Directory"].From);
        Assert.Equal("/in/a.jsonl", settings["Signals:Files:0:Path"].Value);
        Assert.Equal("set, not shown", settings["Signals:EmitApiKey"].Value);
        Assert.Equal("https://node.example.org/…", settings["Polymarket:ChainRpcUrl"].Value);
        Assert.Contains("db.example.org", settings["ConnectionStrings:CopyTrade"].Value, StringComparison.Ordinal);
        Assert.DoesNotContain(settings.Values, setting => setting.Value?.Contains("planted", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Verbs_ConfigVersionAndUpdate_AnswerWithoutADatabase()
    {
        var folder = Directory.CreateTempSubdirectory("copytrade-verbs-").FullName;
        var config = await RunAsync(folder, "config", "--json");
        var update = await RunAsync(folder, "update");

        Assert.Contains(JsonDocument.Parse(config).RootElement.EnumerateArray(), setting => setting.GetProperty("key").GetString() == "Rules:MostActive" && setting.GetProperty("value").GetString() == "7");
        Assert.Equal(HostFacts.Version, await RunAsync(folder, "version"));
        Assert.Contains("the schema only goes forward", update, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void ServiceUnit_StartsRestartsAndStopsAsAsked()
    {
        var unit = File.ReadAllLines(Path.Combine(SourceTree.Root, "build", "copytrade.service"));

        Assert.All((string[])["Restart=always", "RestartSec=10", "KillSignal=SIGTERM", "WantedBy=multi-user.target", "StandardOutput=journal", "NoNewPrivileges=true", "CapabilityBoundingSet=", "ProtectSystem=strict"], line => Assert.Contains(line, unit));
        Assert.DoesNotContain(unit, line => line.StartsWith("User=root", StringComparison.Ordinal) || line == "MemoryDenyWriteExecute=true");
    }

    [Fact]
    public async Task ServiceUnit_IsTakenBySystemdWithoutAWord()
    {
        // Where it is installed is not here: another program stands for the one that it starts.
        var text = (await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "build", "copytrade.service"))).Replace("/usr/bin/dotnet", "/bin/true", StringComparison.Ordinal);

        if (await VerifyAsync(text) is not { } said) return;   // other systems start the service otherwise
        Assert.Empty(said);
        Assert.Single((await VerifyAsync(text.Replace("RestartSec=", "RestartSek=", StringComparison.Ordinal)))!);   // control
    }

    /// <summary>What systemd says about a unit; null where there is no systemd.</summary>
    private static async Task<IReadOnlyList<string>?> VerifyAsync(string unit)
    {
        const string program = "/usr/bin/systemd-analyze";
        if (!File.Exists(program)) return null;
        var folder = Directory.CreateTempSubdirectory("copytrade-unit-");
        try
        {
            var file = Path.Combine(folder.FullName, "copytrade.service");
            await File.WriteAllTextAsync(file, unit);
            using var analyze = Process.Start(new ProcessStartInfo(program, ["verify", "--man=no", file]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var (said, wrong) = (analyze.StandardOutput.ReadToEndAsync(), analyze.StandardError.ReadToEndAsync());
            await analyze.WaitForExitAsync();
            return [.. (await said + await wrong).Split('\n').Where(line => line.Contains("copytrade.service", StringComparison.Ordinal))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(string folder, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(args, new CliEnvironment(TextReader.Null, output, error, new Dictionary<string, string?> { ["Data:Directory"] = folder, ["Rules:MostActive"] = "7" }));
        Assert.True(code == 0, error.ToString());
        return output.ToString().TrimEnd();
    }
}
