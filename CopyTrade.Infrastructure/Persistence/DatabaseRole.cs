namespace CopyTrade.Infrastructure.Persistence;

/// <summary>As whom the program talks to the database (blueprint, decision 4).</summary>
public enum DatabaseRole
{
    /// <summary>Owns and migrates the schema; also the scheduler's own tables.</summary>
    Owner,

    /// <summary>Serves pages and the API: one tenant at a time.</summary>
    App,

    /// <summary>Background work that holds keys: the tenants of its batch.</summary>
    Worker,

    /// <summary>Writes observations; can read no secret.</summary>
    Watcher,

    /// <summary>The scheduler's tables and the record of jobs; nothing of a tenant.</summary>
    Jobs,
}
