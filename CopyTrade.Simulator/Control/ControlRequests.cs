using System.Text.Json;

namespace CopyTrade.Simulator.Control;

/// <summary>Sets the balance of an address, of its deposits that are not wrapped, and of one token if named.</summary>
internal sealed record FundRequest(string Address, decimal Usdc, bool Allowances = true, string? Owner = null, string? TokenId = null, decimal Shares = 0m, decimal? Bridged = null);

internal sealed record TradeRequest(
    string Wallet, string TokenId, string Side, decimal Size, decimal Price, JsonElement? Legs = null, bool SameTransaction = true, int? DataLagMs = null, int Repeat = 1,
    long? Timestamp = null, bool Silent = false, string? TransactionHash = null);

/// <summary>Moves money or shares of a wallet other than by a trade, as the activity feed names it; <c>Amount</c> is dollars, or shares of each outcome.</summary>
internal sealed record ActivityRequest(string Address, string Type, decimal Amount, string? ConditionId = null, long? Timestamp = null);

/// <summary>Ends a market with the outcome that wins.</summary>
internal sealed record ResolveRequest(string ConditionId, int Outcome);

/// <summary>Lets the price of a market jump to where this token is bid for at this price.</summary>
internal sealed record PriceRequest(string TokenId, decimal Bid);

/// <summary>Changes the price grid of a token's market; what rests stays where it is.</summary>
internal sealed record TickRequest(string TokenId, decimal Tick);

internal sealed record ServiceTimeRequest(int Ms);
