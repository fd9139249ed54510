using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Wallets;

/// <summary>The caps while they are edited.</summary>
public sealed class CapsForm
{
    public decimal? PerOrder { get; set; }

    public decimal? Daily { get; set; }

    public int? HourlyFills { get; set; }

    /// <summary>Days until the grant ends by itself; null for never.</summary>
    public int? Days { get; set; }

    /// <summary>What was typed and is no number.</summary>
    public Unread Unread { get; } = new();

    public string? Problem => Unread.Problem is { } unread ? unread : PerOrder is null || Daily is null || HourlyFills is null
        ? "All three caps are needed."
        : Days is <= 0 ? "The grant must hold for at least a day, or without an end."
        : Grant.Problem(Usdc.RoundDown(PerOrder.Value), Usdc.RoundDown(Daily.Value), HourlyFills.Value);

    /// <summary>What saving would allow, in the words of the button.</summary>
    public string Says => $"up to {Format.Usd(PerOrder)} an order, {Format.Usd(Daily)} in 24 h, {Format.Count(HourlyFills)} orders an hour";

    public static CapsForm Of(Grant? grant, PlatformCaps platform) => new()
    {
        PerOrder = (grant?.PerOrder ?? Usdc.Min(Usdc.Of(10m), platform.PerOrder)).Amount,
        Daily = (grant?.Daily ?? Usdc.Min(Usdc.Of(100m), platform.Daily)).Amount,
        HourlyFills = grant?.HourlyFills ?? Math.Min(60, platform.HourlyFills),
    };

    public GrantTerms Terms(DateTimeOffset now) => new(Usdc.RoundDown(PerOrder ?? 0m), Usdc.RoundDown(Daily ?? 0m), HourlyFills ?? 0, ExpiresAt: Days is { } days ? now.AddDays(days) : null);

    /// <summary>Which caps the platform holds lower than what is typed.</summary>
    public IReadOnlyList<string> Bounded(PlatformCaps platform)
    {
        var bounded = new List<string>();
        if (PerOrder > platform.PerOrder.Amount) bounded.Add($"an order to {Format.Usd(platform.PerOrder.Amount)}");
        if (Daily > platform.Daily.Amount) bounded.Add($"24 hours to {Format.Usd(platform.Daily.Amount)}");
        if (HourlyFills > platform.HourlyFills) bounded.Add($"an hour to {Format.Count(platform.HourlyFills)} orders");
        return bounded;
    }
}
