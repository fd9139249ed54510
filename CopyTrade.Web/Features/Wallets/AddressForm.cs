using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Wallets;

/// <summary>An address for withdrawals while it is typed. The handler checks everything again.</summary>
public sealed class AddressForm
{
    public string Address { get; set; } = "";

    public string Label { get; set; } = "";

    public string Password { get; set; } = "";

    public string Code { get; set; } = "";

    /// <summary>What is wrong with what was typed so far; null when nothing is.</summary>
    public string? Problem => this switch
    {
        { Address: "" } => null,
        _ when !WalletAddress.TryParse(Address.Trim(), out _) => "The address is 0x and 40 hexadecimal digits.",
        _ when !ChecksumAddress.Matches(Address.Trim()) => "The capital letters of this address are not its checksum: copy it again, with its capital letters.",
        _ => null,
    };

    public bool IsComplete => Address.Length > 0 && Label.Trim().Length > 0 && Problem is null;
}
