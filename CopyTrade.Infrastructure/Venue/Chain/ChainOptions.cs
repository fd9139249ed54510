using System.ComponentModel.DataAnnotations;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>Section <c>Chain</c>: the venue's contracts on Polygon (protocol 10) and what a transaction may cost. The node's address is <c>Polymarket:ChainRpcUrl</c>.</summary>
public sealed class ChainOptions
{
    public const string Section = "Chain";

    private const string Address = "^0x[0-9a-fA-F]{40}$";

    /// <summary>The venue's dollars, pUSD.</summary>
    [RegularExpression(Address)]
    public string CollateralAddress { get; init; } = "0xC011a7E12a19f7B1f670d46F03B03f3342E82DFB";

    [RegularExpression(Address)]
    public string ConditionalTokensAddress { get; init; } = "0x4D97DCd97eC945f40cF65F87097ACe5EA0476045";

    /// <summary>Redeems markets of their own.</summary>
    [RegularExpression(Address)]
    public string CollateralAdapterAddress { get; init; } = "0xAdA100Db00Ca00073811820692005400218FcE1f";

    /// <summary>Redeems markets of negative-risk events.</summary>
    [RegularExpression(Address)]
    public string NegRiskAdapterAddress { get; init; } = "0xadA2005600Dec949baf300f4C6120000bDB6eAab";

    /// <summary>USDC.e, as which deposits arrive.</summary>
    [RegularExpression(Address)]
    public string BridgedAddress { get; init; } = "0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174";

    /// <summary>Turns USDC.e into collateral.</summary>
    [RegularExpression(Address)]
    public string OnrampAddress { get; init; } = "0x93070a847efEf7F70739046A929D47a521F5B8ee";

    /// <summary>Blocks on top of a block before it counts as staying (R0.52).</summary>
    [Range(1, 1000)]
    public int Confirmations { get; init; } = 5;

    /// <summary>Most that one unit of gas may cost; nothing is sent while the network asks for more.</summary>
    [Range(1, 100_000)]
    public int MaxFeeGwei { get; init; } = 1000;

    /// <summary>Least tip of a unit of gas: Polygon's validators pass over less than 25.</summary>
    [Range(0, 10_000)]
    public int MinTipGwei { get; init; } = 30;

    /// <summary>Most gas that a transaction of ours may need.</summary>
    [Range(21_000, 10_000_000)]
    public int MaxGas { get; init; } = 1_500_000;

    /// <summary>How long a transaction waits for a block before the same call is offered with a higher fee.</summary>
    [Range(1, 86_400)]
    public double BumpAfterSeconds { get; init; } = 60;

    /// <summary>How much more is offered then; nodes want at least 10 percent.</summary>
    [Range(10, 1000)]
    public int BumpPercent { get; init; } = 25;

    [Range(0, 20)]
    public int MaxBumps { get; init; } = 5;

    /// <summary>Time allowed for one answer of the node.</summary>
    [Range(0.1, 60)]
    public double TimeoutSeconds { get; init; } = 5;

    /// <summary>How often transactions on their way are asked about.</summary>
    [Range(0.05, 60)]
    public double FollowSeconds { get; init; } = 2;

    /// <summary>How long after a send the same bytes are sent again to a node that has no block with them.</summary>
    [Range(0.05, 3600)]
    public double ResendAfterSeconds { get; init; } = 15;
}
