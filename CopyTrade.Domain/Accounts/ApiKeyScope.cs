namespace CopyTrade.Domain.Accounts;

/// <summary>What a key of the HTTP API may do. Constants, so that a policy can name them.</summary>
public static class ApiKeyScope
{
    /// <summary>List followed wallets and what was made of their trades.</summary>
    public const string TargetsRead = "targets:read";

    /// <summary>Follow, change and unfollow.</summary>
    public const string TargetsWrite = "targets:write";

    /// <summary>Positions and lots.</summary>
    public const string PositionsRead = "positions:read";

    /// <summary>Redeem what decided markets pay into the wallet.</summary>
    public const string PositionsWrite = "positions:write";

    /// <summary>Orders and their history.</summary>
    public const string OrdersRead = "orders:read";

    /// <summary>Connection, balance and caps; never a secret.</summary>
    public const string WalletRead = "wallet:read";

    /// <summary>Run, pause and retry recurring jobs; the key's owner must be an operator as well.</summary>
    public const string JobsWrite = "jobs:write";

    /// <summary>State of feeds and synchronisation.</summary>
    public const string StatusRead = "status:read";

    /// <summary>Send external trade intents and read their figures.</summary>
    public const string SignalsWrite = "signals:write";

    /// <summary>Stop-loss and take-profit rules, their exits and events.</summary>
    public const string RulesRead = "rules:read";

    /// <summary>Make, move, answer and cancel rules.</summary>
    public const string RulesWrite = "rules:write";

    /// <summary>Alerts, the durable jobs that they led to, and executions.</summary>
    public const string AlertsRead = "alerts:read";

    /// <summary>Send alerts; retry and park durable jobs.</summary>
    public const string AlertsWrite = "alerts:write";

    /// <summary>Channels that notifications leave by; never their addresses and secrets.</summary>
    public const string NotificationsRead = "notifications:read";

    /// <summary>Add, change, test and remove channels, and so decide where messages go.</summary>
    public const string NotificationsWrite = "notifications:write";

    /// <summary>The ranking of wallets, and the account's counterfactuals.</summary>
    public const string ResearchRead = "research:read";

    /// <summary>Every scope there is.</summary>
    public static IReadOnlyList<string> All { get; } = [TargetsRead, TargetsWrite, PositionsRead, PositionsWrite, OrdersRead, WalletRead, JobsWrite, StatusRead, SignalsWrite, RulesRead, RulesWrite, AlertsRead, AlertsWrite, NotificationsRead, NotificationsWrite, ResearchRead];
}
