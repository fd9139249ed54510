namespace CopyTrade.Simulator.Signing;

/// <summary>Polygon addresses of CLOB V2 (Polymarket/clob-client-v2 src/config.ts, July 2026), in lower case.</summary>
internal static class Contracts
{
    public const int ChainId = 137;
    public const string Exchange = "0xe111180000d2663c0091e4f400237545b87b996b";
    public const string NegRiskExchange = "0xe2222d279d744050d28e00520010520000310f59";
    public const string Collateral = "0xc011a7e12a19f7b1f670d46f03b03f3342e82dfb";
    public const string ConditionalTokens = "0x4d97dcd97ec945f40cf65f87097ace5ea0476045";

    public const string CollateralAdapter = "0xada100db00ca00073811820692005400218fce1f";
    public const string NegRiskAdapter = "0xada2005600dec949baf300f4c6120000bdb6eaab";

    /// <summary>USDC.e, as which deposits arrive, and the contract that makes collateral of it.</summary>
    public const string Bridged = "0x2791bca1f2de4661ed88a30c99a7a9449aa84174";
    public const string Onramp = "0x93070a847efef7f70739046a929d47a521f5b8ee";

    public static IReadOnlyList<string> Spenders { get; } = [Exchange, NegRiskExchange];

    /// <summary>They redeem, and need nothing but the outcome tokens.</summary>
    public static IReadOnlyList<string> Adapters { get; } = [CollateralAdapter, NegRiskAdapter];

    public static string ExchangeFor(bool negRisk) => negRisk ? NegRiskExchange : Exchange;
}
