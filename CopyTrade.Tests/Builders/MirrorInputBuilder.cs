using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Builders;

/// <summary>A buy that is copied with the smallest bet: five shares at 62 cents. Tests change what matters to them.</summary>
internal sealed record MirrorInputBuilder
{
    public static readonly DateTimeOffset Now = new(2026, 1, 8, 12, 0, 0, TimeSpan.Zero);
    public static readonly WalletAddress Leader = WalletAddress.Parse("0x6031b6eed1c97e853c6e0f03ad3ce3529351f96d");
    public static readonly TokenId Token = TokenId.Parse("71321045679252212594626385532706912750332728571942532289631379312455583992563");
    public static readonly TokenId Opposite = TokenId.Parse("52114319501245915516055106046884209969926127482827954674443846427813813222426");
    public static readonly ConditionId Condition = ConditionId.Parse("0x" + new string('c', 64));
    public static readonly TransactionHash Transaction = TransactionHash.Parse("0x" + new string('a', 64));

    public OrderSide Side { get; init; } = OrderSide.Buy;
    public decimal Price { get; init; } = 0.62m;
    public decimal TheirShares { get; init; } = 78.97m;
    public TimeSpan Age { get; init; } = TimeSpan.FromSeconds(3);
    public SizingPolicy Sizing { get; init; } = new SizingPolicy.MinBet();
    public decimal MaxPerTrade { get; init; } = 5m;
    public decimal Tick { get; init; } = 0.01m;
    public decimal MinimumShares { get; init; } = 5m;
    public decimal MinimumNotional { get; init; } = 1m;
    public DateTimeOffset? EndsAt { get; init; } = Now.AddDays(1);
    public bool AcceptingOrders { get; init; } = true;
    public bool Closed { get; init; }
    public bool MarketKnown { get; init; } = true;
    public MirrorSnapshot Snapshot { get; init; } = new(false, Shares.Zero, Shares.Zero, Usdc.Zero, 0, Usdc.Of(100m));

    public int FilterPercentile { get; init; } = 75;
    public string? Category { get; init; }
    public bool OppositeKnown { get; init; } = true;
    public CopyRules? Rules { get; init; }
    public TargetContext? Context { get; init; }
    public BookFacts? Book { get; init; }
    public FillGroup? Group { get; init; }
    public decimal? ExitReachPercent { get; init; } = MirrorInput.DefaultExitReachPercent;
    public bool RulesOnly { get; init; }

    public MirrorInput Build() => new(
        new ObservedFill(
            FillId.FromDataApi(Transaction, Token, Side, (Now - Age).ToUnixTimeSeconds()), Leader, Transaction, Condition, Token, Side,
            Shares.Of(TheirShares), CopyTrade.Domain.Money.Price.Of(Price), 1, Now - Age, Now, "wallet-drain", "Will it rain?", "Yes", "quiet.harbor"),
        new CopyTarget(
            new TargetRowId(Guid.Parse("0b0f2c1e-93a5-4d35-a3f7-1dbff0a1d5c9")), new TenantId(Guid.Parse("5a3c9c50-5cbb-4d67-8d0b-54a5cf2a8a10")),
            Leader, TargetKey.Of(Leader), null, Sizing, Usdc.Of(MaxPerTrade), FilterPercentile, Now.AddDays(-1), null),
        MarketKnown ? MarketOf() : null,
        Snapshot,
        TimeSpan.FromSeconds(60),
        Now,
        Rules,
        Context,
        Book,
        Group,
        ExitReachPercent);

    private Market MarketOf() => new(
        Condition, Token, OppositeKnown ? Opposite : null, "Will it rain?", "Yes", TickSize.Of(Tick), Shares.Of(MinimumShares), Usdc.Of(MinimumNotional),
        false, 0m, 1, EndsAt, AcceptingOrders, Closed, Now, Category, RulesOnly: RulesOnly);
}
