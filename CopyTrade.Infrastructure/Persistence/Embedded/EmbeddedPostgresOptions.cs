namespace CopyTrade.Infrastructure.Persistence.Embedded;

public sealed record EmbeddedPostgresOptions
{
    /// <summary>Folder that holds the cluster, its log and its password: <c>&lt;Data:Directory&gt;/postgres</c>.</summary>
    public required string RootDirectory { get; init; }

    /// <summary>Folder with initdb, pg_ctl and postgres; null searches the usual places.</summary>
    public string? BinDirectory { get; init; }

    public string Database { get; init; } = "copytrade";

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>False gives up crash safety for speed: throwaway clusters of tests only.</summary>
    public bool Durable { get; init; } = true;

    public int MaxConnections { get; init; } = 100;
}
