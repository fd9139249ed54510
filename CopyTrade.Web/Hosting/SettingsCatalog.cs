using CopyTrade.Infrastructure.Alerts;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Mirroring.Explanations;
using CopyTrade.Infrastructure.Notifications;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Research.Leaders;
using CopyTrade.Infrastructure.Rules;
using CopyTrade.Infrastructure.Signals;
using CopyTrade.Infrastructure.Simulation;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Infrastructure.Venue.Chain;
using CopyTrade.Web.Identity;

namespace CopyTrade.Web.Hosting;

/// <summary>Every setting there is, with its meaning (R4.21). What is not here stops the start; tests hold that each option is here and that docs/configuration.md says the same.</summary>
internal static class SettingsCatalog
{
    /// <summary>The sections whose options are classes: their defaults are those of the class.</summary>
    public static IReadOnlyDictionary<string, Type> Options { get; } = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase)
    {
        [VenueOptions.Section] = typeof(VenueOptions),
        [ChainOptions.Section] = typeof(ChainOptions),
        [ObservationOptions.Section] = typeof(ObservationOptions),
        [LeaderOptions.Section] = typeof(LeaderOptions),
        [MirroringOptions.Section] = typeof(MirroringOptions),
        [EngineLeaseOptions.Section] = typeof(EngineLeaseOptions),
        [TradingOptions.Section] = typeof(TradingOptions),
        [RuleOptions.Section] = typeof(RuleOptions),
        [SignalOptions.Section] = typeof(SignalOptions),
        [PaperOptions.Section] = typeof(PaperOptions),
        [AlertOptions.Section] = typeof(AlertOptions),
        [NotificationOptions.Section] = typeof(NotificationOptions),
        [ExplanationOptions.Section] = typeof(ExplanationOptions),
        [RetentionOptions.Section] = typeof(RetentionOptions),
        ["Identity"] = typeof(SignInSettings),
    };

    public static IReadOnlyList<Setting> All { get; } =
    [
        new("Data:Directory", "Private PostgreSQL, master key and logs (one file a day, 14 kept).", Fallback: "~/.local/share/CopyTrade, as root /var/lib/copytrade; `data` next to the sources with run.sh"),
        new("Data:PostgresPrograms", "Folder with initdb, pg_ctl and postgres.", Fallback: "searched for"),
        new("ConnectionStrings:CopyTrade", "PostgreSQL 15 or later; its user creates roles and schema at start.", SettingSecrecy.Login, "a private cluster on loopback"),
        new("ConnectionStrings:App", "Login of one database role, for a host that does only a part; as `database-logins` prints it.", SettingSecrecy.Login, "derived from the one above"),
        new("ConnectionStrings:Worker", "The same for the role of background work.", SettingSecrecy.Login, "derived"),
        new("ConnectionStrings:Watcher", "The same for the role that watches and reads no secret.", SettingSecrecy.Login, "derived"),
        new("ConnectionStrings:Jobs", "The same for the role of recurring jobs.", SettingSecrecy.Login, "derived"),
        new("Keys:MasterKeyFile", "64 hexadecimal digits that wrap every wallet's key. Keep a copy apart from the database.", Fallback: "<Data:Directory>/keys/master.key, made on the first start"),
        new("Venue:Mode", "Demo, Paper or Live. Live is the only one that spends money.", Fallback: "Demo"),
        new("ASPNETCORE_URLS", "Where to listen, such as http://localhost:19000.", Fallback: HostSettings.DefaultUrl),
        new(TrustedProxies.Setting, "Addresses or networks of your reverse proxies, separated by commas, such as 127.0.0.1, 172.16.0.0/12: what they say in X-Forwarded-For and X-Forwarded-Proto counts, and nobody else's word."),
        new("Jobs:Drill", "Declares a job that fails once, for practising a retry.", Fallback: "False"),

        new("Polymarket:ClobUrl", "Order API of the venue. In Demo without it the host starts a venue of its own."),
        new("Polymarket:DataApiUrl", "Public record of trades and positions."),
        new("Polymarket:GammaUrl", "Public catalogue of markets."),
        new("Polymarket:MarketStreamUrl", "Stream of order books."),
        new("Polymarket:UserStreamUrl", "Stream of one's own orders and trades."),
        new("Polymarket:ActivityStreamUrl", "Stream of everybody's trades."),
        new("Polymarket:ChainRpcUrl", "Node of the chain, for balances, approvals and redeeming.", SettingSecrecy.Address),
        new("Polymarket:GeoblockUrl", "Where the venue says whether it takes orders from here."),
        new("Polymarket:ChainId", "Chain that signatures are made for."),
        new("Polymarket:ExchangeAddress", "Exchange contract that orders are signed for."),
        new("Polymarket:NegRiskExchangeAddress", "The same for markets of negative-risk events."),
        new("Polymarket:ConnectTimeoutSeconds", "Time allowed for a connection."),
        new("Polymarket:ReadTimeoutSeconds", "Time allowed for one answer to a question."),
        new("Polymarket:OrderTimeoutSeconds", "Time allowed for the answer to an order; after it the outcome counts as unknown and is asked for."),

        new("Chain:CollateralAddress", "The venue's dollars, pUSD."),
        new("Chain:ConditionalTokensAddress", "Contract that holds outcome tokens."),
        new("Chain:CollateralAdapterAddress", "Redeems markets of their own."),
        new("Chain:NegRiskAdapterAddress", "Redeems markets of negative-risk events."),
        new("Chain:BridgedAddress", "USDC.e, as which deposits arrive."),
        new("Chain:OnrampAddress", "Turns USDC.e into collateral."),
        new("Chain:Confirmations", "Blocks on top of a block before it counts as staying (R0.52)."),
        new("Chain:MaxFeeGwei", "Most that one unit of gas may cost; nothing is sent while the network asks for more."),
        new("Chain:MinTipGwei", "Least tip of a unit of gas: Polygon's validators pass over less than 25."),
        new("Chain:MaxGas", "Most gas that a transaction of ours may need."),
        new("Chain:BumpAfterSeconds", "How long a transaction waits for a block before the same call is offered with a higher fee."),
        new("Chain:BumpPercent", "How much more is offered then; nodes want at least 10 percent."),
        new("Chain:MaxBumps", "How often more is offered at most."),
        new("Chain:TimeoutSeconds", "Time allowed for one answer of the node."),
        new("Chain:FollowSeconds", "How often transactions on their way are asked about."),
        new("Chain:ResendAfterSeconds", "How long after a send the same bytes are sent again to a node that has no block with them."),

        new("Observation:DrainSeconds", "How often the newest trades of everybody are read, also while streams flow: what they leave out is copied as soon."),
        new("Observation:SafetyNetSeconds", "How often everything is read again as far back as OverlapSeconds says: rows may appear late (R0.44)."),
        new("Observation:OverlapSeconds", "How far behind what was read a thorough drain starts: rows appear up to a minute late."),
        new("Observation:QuickOverlapSeconds", "The same for the frequent drain of everybody's trades."),
        new("Observation:FirstLookBackSeconds", "How far back the first look at a newly followed wallet goes (R0.42)."),
        new("Observation:PageRows", "Rows of one request; of everybody's trades the first asks for what the venue's pace makes likely."),
        new("Observation:MostPages", "Requests of one drain; older rows are left to the safety net, and the gap is logged."),
        new("Observation:MostWalletsAtOnce", "More woken wallets than this are read through everybody's trades in one go."),
        new("Observation:WalletRequestsPerSecond", "Requests for single wallets in any second; the venue allows 20."),
        new("Observation:GlobalRequestsPerSecond", "Requests for everybody's trades because of wake-ups in any second; the venue allows 30."),
        new("Observation:TokenRefreshSeconds", "How often the set of tokens to listen to is made anew."),
        new("Observation:HoldingRefreshSeconds", "How often a wallet's account of its own positions is compared with the venue's."),
        new("Observation:StatisticsSeconds", "How old statistics of a wallet become before they are made anew."),
        new("Observation:StatisticsDays", "How far back statistics look, in days."),
        new("Observation:HistoryRequestsPerSecond", "Requests for history (statistics, coverage, gaps) in any second: never at the cost of what is new."),
        new("Observation:HistoryPages", "Requests of one read of history."),
        new("Observation:HistoryRows", "Rows of one request for history."),
        new("Observation:CoveragePeriodSeconds", "Length of the period of one coverage check."),
        new("Observation:CoverageSettleSeconds", "How long after a period the record counts as settled."),
        new("Observation:InTimeSeconds", "A fill seen within so long could be copied."),
        new("Observation:GapTries", "Attempts to read a gap before it is given up."),

        new("Leaders:RequestsPerSecond", "Requests to the venue in any second, for the ranking: never at the cost of what is new."),
        new("Leaders:BoardPages", "Pages of fifty of each of the venue's boards."),
        new("Leaders:BoardHours", "How long the boards' word on candidates counts, in hours."),
        new("Leaders:ReadHours", "How long what was read of a wallet counts, in hours."),
        new("Leaders:HistoryDays", "How far back trades are read, in days."),
        new("Leaders:TradePages", "Requests for the trades of one wallet, of a thousand rows each."),
        new("Leaders:ClosedPages", "Requests for the closed positions of one wallet, of fifty rows each."),
        new("Leaders:EchoEntries", "Entries of a wallet, on each read, whose market is asked what strangers bought around them; one request each, 0 for none."),
        new("Leaders:RunMinutes", "Longest run of the job that reads, in minutes; the next one goes on."),
        new("Leaders:MostCandidates", "Candidates at most, boards and people together."),

        new("Mirroring:MaxFillAgeSeconds", "Older fills are not followed."),
        new("Mirroring:TickSeconds", "How long to wait for a signal before looking anyway (R0.42)."),
        new("Mirroring:BatchFills", "Fills judged in one transaction."),
        new("Mirroring:RetrySeconds", "Pause before fills whose market the venue could not tell are tried again."),

        new("Lease:LifeSeconds", "How long the lease lasts without being renewed."),
        new("Lease:CertainSeconds", "How long, by its own clock, a leader is sure of it; shorter than the lease, so that it stops before another begins."),
        new("Lease:RenewSeconds", "How often the lease is renewed."),

        new("Trading:OrdersInFlightPerTenant", "Orders of one tenant on their way at once."),
        new("Trading:OrdersInFlight", "Orders of all tenants on their way at once."),
        new("Trading:QueueCapacity", "Orders waiting in memory; more wait in the ledger."),
        new("Trading:SweepSeconds", "How often the ledger is searched for orders that nobody is placing, and unknown outcomes are asked about."),
        new("Trading:ResendAfterSeconds", "Least time between a send without a known outcome and the next send of the same bytes."),
        new("Trading:LostAfterSeconds", "How long after the last send an order that the venue does not know counts as never accepted. Longer than any request can hang and than the venue's own delay of a match."),
        new("Trading:ExitPatienceSeconds", "How long an exit that the venue asked to wait is tried beyond its validity."),
        new("Trading:PollSeconds", "Polling of own trades while the user stream is silent or down."),
        new("Trading:PollWithStreamSeconds", "Polling of own trades while the user stream is alive."),
        new("Trading:NotFoundGraceSeconds", "How long an accepted order may be unknown to the venue before the reconciler gives it up (R0.47)."),
        new("Trading:RestingSweepSeconds", "How often resting orders are looked through for those that rested long enough (R0.32)."),
        new("Trading:WaitingSeconds", "How often orders that wait for shares or for a cancellation are looked at."),
        new("Trading:ResolutionSeconds", "How often the markets of open positions are asked whether they are decided."),
        new("Trading:RedemptionSeconds", "How often redemptions are carried on."),
        new("Trading:DriftSeconds", "How often positions are compared with venue and chain (R1.24)."),
        new("Trading:ReadinessSeconds", "How often wallets are checked for credentials, balance and approvals."),

        new("Rules:PollSeconds", "How often every rule is judged although nothing was heard (R4.11), seconds."),
        new("Rules:MostPriceAgeSeconds", "A price older than this decides nothing, seconds. Books that are not heard of are read at half that age."),
        new("Rules:MostActive", "Active rules that an account may have (R4.8)."),
        new("Rules:RecordSeconds", "How often what was seen is written down, seconds."),
        new("Rules:ApprovalHours", "How long a rule that asks first waits for an answer before it ends, hours."),

        new("Signals:Listen", "One more address that serves `/intent` and nothing else, such as `127.0.0.1:8765`; null for none."),
        new("Signals:PollSeconds", "Pause between two looks at a file or at the generator's trades."),
        new("Signals:EmitTo", "Where the generator writes: a file, or an address such as http://127.0.0.1:8765/intent; null for no generator."),
        new("Signals:EmitApiKey", "API key with the scope signals:write, for a generator that posts to an address. It opens no wallet.", SettingSecrecy.Hidden),
        new("Signals:EmitMaxAgeSeconds", "Older trades are not made intents of any more (R1.2)."),
        new("Signals:Files:#:Path", "A file of intents that an executor reads; 0, 1, 2 … for the number sign."),
        new("Signals:Files:#:Account", "Whose intents these are: an e-mail address, or the account's id where the host signs in as the worker alone."),
        new("Signals:Files:#:Profile", "The profile that judges them.", Fallback: "default"),

        new("Alerts:JobPollIntervalSeconds", "How often due jobs are looked for although nothing was heard (R4.17), seconds."),
        new("Alerts:MaxJobAttempts", "Attempts before a job has failed (R4.17)."),
        new("Alerts:JobLeaseSeconds", "How long a worker holds a job without saying so again; afterwards somebody else may take it, seconds."),
        new("Alerts:JobsAtOnce", "Jobs of one kind that run at the same time."),
        new("Alerts:JobsAtOncePerAccount", "How many of these may be one account's."),

        new("Notifications:AllowedHosts", "Hosts of your own network that messages may go to, separated by commas, such as 127.0.0.1:9000."),
        new("Notifications:PublicUrl", "Where people reach this installation, for links in messages; without it messages carry none."),
        new("Notifications:TelegramUrl", "Telegram's bot API, or a server of your own for it."),

        new("Retention:JobDays", "Durable jobs that are done or given up, with their attempts, days. Those that led to an order are kept for good."),
        new("Retention:DeliveryDays", "Messages that were sent, given up or dropped, with their attempts, days."),
        new("Retention:NotificationDays", "What the bell shows, days."),
        new("Retention:EvaluationDays", "What rules saw when nothing happened, days. Events of rules are kept for good."),

        new("Paper:LatencyMilliseconds", "Milliseconds between an order's arrival and the reading of the book; unset: the middle of the real orders' own times, 150 before any was seen."),
        new("Paper:MaxBookAgeSeconds", "A book older than this is not filled against."),
        new("Paper:FillsAtTouch", "Whether a resting order fills when the book reaches its limit; otherwise the book must trade through it."),
        new("Paper:DepthMemorySeconds", "How long what was taken from a displayed level is held against it."),
        new("Paper:SettleSeconds", "Between a simulated match and its confirmation, as on the chain."),
        new("Paper:WatchSeconds", "How often books of resting paper orders are looked at."),
        new("Paper:StartUsdc", "Paper money of a new account, in dollars."),
        new("Explanations:RetainExplanationDays", "How long the account of each trade is kept, in days; under 1825 a warning is logged."),

        new("Identity:RevalidateSeconds", "Open pages notice a changed password, role or \"sign out everywhere\" after this long."),
        new("Identity:SessionHours", "Idle time after which a session ends."),
        new("Identity:RememberDays", "The same with \"keep me signed in\"."),
        new("Identity:LongestDays", "A session ends this many days after its sign-in, however much it is used."),
        new("Identity:WrongAttempts", "Wrong passwords or codes in a row that lock an account."),
        new("Identity:LockoutMinutes", "How long an account stays locked."),
        new("Identity:AttemptsPerMinute", "Posts to the sign-in and registration pages from one address in a minute."),
        new("Identity:OpenRegistration", "False: once an account exists, nobody registers from the page."),
    ];

    /// <summary>The sections in which every key is known.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Sections { get; } = All
        .Where(setting => setting.Key.Contains(':') && !setting.Key.StartsWith("ConnectionStrings:", StringComparison.Ordinal))
        .GroupBy(setting => setting.Section, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Select(setting => setting.Key.Split(':')[1]).Distinct()], StringComparer.OrdinalIgnoreCase);
}
