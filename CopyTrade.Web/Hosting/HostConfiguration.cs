using CopyTrade.Domain.Operations;

namespace CopyTrade.Web.Hosting;

/// <summary>Where settings come from: the program's own file, a file in the data directory, the environment, the caller. The later one counts.</summary>
internal static class HostConfiguration
{
    public const string FileName = "copytrade.json";

    public static IConfigurationRoot Read(IReadOnlyDictionary<string, string?>? overrides)
    {
        var builder = new ConfigurationBuilder();
        try
        {
            builder.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true);
            var outer = new ConfigurationBuilder().AddConfiguration(builder.Build()).AddEnvironmentVariables().AddInMemoryCollection(overrides).Build();
            if (outer["Data:Directory"] is { Length: > 0 } data) builder.AddJsonFile(Path.GetFullPath(Path.Combine(data, FileName)), optional: true);
            return builder.AddEnvironmentVariables().AddInMemoryCollection(overrides).Build();
        }
        catch (InvalidDataException e)
        {
            throw new StartupException($"A configuration file is not valid JSON: {(e.InnerException ?? e).Message}", e);
        }
    }
}
