using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Wallets;

/// <summary>A withdrawal while it is typed. The handler checks everything again.</summary>
public sealed class WithdrawForm
{
    public string To { get; set; } = "";

    public string Amount { get; set; } = "";

    public string AmountAgain { get; set; } = "";

    public string Password { get; set; } = "";

    public string Code { get; set; } = "";

    /// <summary>Dollars with at most six decimals; null for anything else.</summary>
    public Usdc? Dollars => Read(Amount);

    public Usdc? DollarsAgain => Read(AmountAgain);

    /// <summary>What is wrong with what was typed so far; null when nothing is.</summary>
    public string? Problem => this switch
    {
        { To: "" } or { Amount: "" } => null,
        _ when !WalletAddress.TryParse(To, out _) => "The address is 0x and 40 hexadecimal digits.",
        _ when !ChecksumAddress.Matches(To) => "The capital letters of this address are not its checksum: copy it again, with its capital letters.",
        { Dollars: null } => $"The amount is dollars with at most six decimals, such as 12.50. {TypedNumber.Read(Amount).Problem}".TrimEnd(),
        { AmountAgain: not "" } when DollarsAgain != Dollars => "The amounts differ.",
        _ => null,
    };

    public bool IsComplete => To.Length > 0 && Dollars is not null && DollarsAgain == Dollars && Problem is null;

    /// <summary>The words of the button.</summary>
    public string Says => Dollars is { } amount && To.Length > 0 ? $"Send {Format.Usd(amount.Amount)} to {Format.ShortAddress(To.Trim())}" : "Withdraw";

    private static Usdc? Read(string text) => TypedNumber.Of(text) is > 0m and < 1_000_000_000m and var value && decimal.Round(value, Usdc.Decimals) == value ? Usdc.Of(value) : null;
}
