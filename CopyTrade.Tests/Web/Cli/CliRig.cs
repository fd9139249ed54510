using CopyTrade.Tests.Fixtures;
using CopyTrade.Web.Cli;

namespace CopyTrade.Tests.Web.Cli;

/// <summary>An installation of its own, steered through the command line only.</summary>
internal sealed class CliRig : IAsyncDisposable
{
    private readonly DatabaseFixture _database = new();
    private readonly Dictionary<string, string?> _settings = [];

    public string DataDirectory { get; } = Directory.CreateTempSubdirectory("copytrade-cli-").FullName;

    public string ConnectionString => _database.ConnectionString;

    public string MasterKeyFile => Path.Combine(DataDirectory, "keys", "master.key");

    /// <summary>Everything that was ever printed.</summary>
    public string Transcript { get; private set; } = "";

    public static async Task<CliRig> StartAsync()
    {
        var rig = new CliRig();
        await rig._database.InitializeAsync();
        rig._settings["ConnectionStrings:CopyTrade"] = $"{rig._database.ConnectionString};Timeout={Wait.Limit.TotalSeconds}";
        rig._settings["Data:Directory"] = rig.DataDirectory;
        return rig;
    }

    public CliRig With(string setting, string? value)
    {
        _settings[setting] = value;
        return this;
    }

    public IReadOnlyDictionary<string, string?> Settings => _settings;

    public Task<CliResult> RunAsync(string line) => RunAsync("", line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public async Task<CliResult> RunAsync(string input, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(args, new CliEnvironment(new StringReader(input), output, error, _settings));
        Transcript += output.ToString() + error;
        return new CliResult(code, output.ToString().TrimEnd(), error.ToString().TrimEnd());
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(DataDirectory, recursive: true);
    }
}
