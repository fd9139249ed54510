namespace CopyTrade.Domain.Targets;

/// <summary>A target with what happened to it today.</summary>
/// <param name="Target">The target.</param>
/// <param name="PublicName">The wallet's public name as last seen; untrusted text.</param>
/// <param name="LastTradeAt">Block time of its last observed fill; null when none was seen.</param>
/// <param name="Seen">Fills decided since midnight UTC.</param>
/// <param name="Copied">Of these, taken by the venue.</param>
/// <param name="Skipped">Of these, not copied.</param>
/// <param name="Failed">Of these, denied, refused or void.</param>
/// <param name="InFlight">Of these, unfinished.</param>
/// <param name="Exposure">Cost of confirmed shares and of unfinished buys through this target.</param>
public sealed record TargetCard(CopyTarget Target, string? PublicName, DateTimeOffset? LastTradeAt, int Seen, int Copied, int Skipped, int Failed, int InFlight, Money.Usdc Exposure);
