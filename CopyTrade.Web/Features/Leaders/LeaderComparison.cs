using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Leaders;

/// <summary>Up to four wallets laid side by side. Lives in the address, so that it can be sent to somebody.</summary>
public sealed record LeaderComparison(IReadOnlyList<WalletAddress> Wallets)
{
    public const int Most = 4;

    /// <summary>From the address: wallets between commas; what is no wallet, comes twice or is one too many is left out.</summary>
    public static LeaderComparison Read(string? text) => new([.. (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(part => WalletText.TryFind(part, out var wallet) ? wallet : null).OfType<WalletAddress>().Distinct().Take(Most)]);

    public bool IsFull => Wallets.Count >= Most;

    public string? Write() => Wallets.Count == 0 ? null : string.Join(',', Wallets.Select(wallet => wallet.Value));

    public string Link => $"/leaders/compare?wallets={Write()}";

    /// <summary>With this wallet, or without it when it is there.</summary>
    public LeaderComparison Toggle(WalletAddress wallet) => Wallets.Contains(wallet) ? new([.. Wallets.Where(one => one != wallet)]) : IsFull ? this : new([.. Wallets, wallet]);
}
