namespace CopyTrade.Simulator.Chain.Outside;

/// <summary>What a customer is to have on the chain.</summary>
/// <param name="Address">The wallet.</param>
/// <param name="Usdc">Dollars, neither more nor less.</param>
/// <param name="Allowances">Every approval given, or every one taken back; null leaves them.</param>
/// <param name="Token">An outcome token to add to, if any.</param>
/// <param name="Shares">How many of it.</param>
internal sealed record Gift(string Address, decimal Usdc, bool? Allowances, string? Token = null, decimal Shares = 0m);
