namespace CopyTrade.Domain.Notifications;

/// <summary>What people are told of (snake_case in the database and in webhooks). Words and severity: <see cref="NotificationKinds"/>.</summary>
public enum NotificationKind
{
    /// <summary>The price of a rule came and it sells.</summary>
    RuleFired,

    /// <summary>A rule sold everything that it was asked to.</summary>
    RuleSold,

    /// <summary>A rule could not sell, or ended in failure.</summary>
    RuleFailed,

    /// <summary>The time or the market of a rule ended.</summary>
    RuleExpired,

    /// <summary>A rule waits for its owner's word.</summary>
    RuleWaits,

    /// <summary>A trade of a followed wallet was copied.</summary>
    CopyPlaced,

    /// <summary>An order ended in failure.</summary>
    OrderFailed,

    /// <summary>Nobody knows for more than a minute what became of an order.</summary>
    OrderUnknown,

    /// <summary>A match that the venue reported failed on chain.</summary>
    SettlementReversed,

    /// <summary>Trading was paused or halted.</summary>
    HaltSet,

    /// <summary>Trading was resumed.</summary>
    HaltReleased,

    /// <summary>Today's losses stop further buying.</summary>
    DailyLossReached,

    /// <summary>A followed wallet is not copied for now.</summary>
    TargetPaused,

    /// <summary>The wallet cannot trade.</summary>
    WalletNotReady,

    /// <summary>A feed of the venue is down.</summary>
    FeedSilent,

    /// <summary>This machine's clock is wrong.</summary>
    ClockSkew,

    /// <summary>An alert arrived.</summary>
    AlertReceived,

    /// <summary>What an alert asked for failed.</summary>
    AlertFailed,

    /// <summary>A durable job was given up.</summary>
    JobParked,

    /// <summary>An alert asked to wake somebody.</summary>
    WakeUp,

    /// <summary>What the books hold of an outcome and what the wallet holds have been apart for longer than one comparison (R1.24).</summary>
    PositionsApart,

    /// <summary>A copied sale ended without a sale, and nothing watches what is left.</summary>
    ExitStranded,

    /// <summary>Sent by the test button.</summary>
    Test,
}
