using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>Why a transfer of the wallet's own money is refused before anything is written down.</summary>
internal static class TransferErrors
{
    public static readonly AccountRefusal WrapConsentRequired = new("consent_required", "Confirm that USDC.e in this wallet may be turned into pUSD as it arrives.");
    public static readonly AccountRefusal AddressMalformed = new("address_malformed", "An address is 0x and 40 hexadecimal digits.");
    public static readonly AccountRefusal AddressChecksum = new("address_checksum", "The capital letters of this address are not its checksum: copy it again from where the money is to arrive, with its capital letters.");
    public static readonly AccountRefusal AddressOwn = new("address_own", "This is the connected wallet itself: name another address.");
    public static readonly AccountRefusal AddressContract = new("address_contract", "This is a contract of the venue, which gives nothing back: name an address of your own.");
    public static readonly AccountRefusal AddressBurn = new("address_burn", "Nobody has the key of this address: the money would be gone.");
    public static readonly AccountRefusal AmountInvalid = new("amount_invalid", "The amount must be above zero.");
    public static readonly AccountRefusal AmountNotConfirmed = new("amount_not_confirmed", "The amount typed again is another one: nothing was asked for.");
    public static readonly AccountRefusal UnderWay = new("withdrawal_under_way", "A withdrawal is under way already: wait for its end.");
    public static readonly AccountRefusal OwnersTransaction = new("owners_transaction_needed", "The money lies in a proxy, Safe or deposit wallet, which only its owner's own account at Polymarket can move: do this there.");

    public static AccountRefusal NotListed(string why) => new("address_not_listed", why);

    public static AccountRefusal TooMuch(Usdc free) => new("insufficient_balance", $"The wallet had {free} of free balance when it was last read.");

    /// <summary>Why this program moves no money of such a wallet; null for an account of the key's own.</summary>
    public static AccountRefusal? NotOurs(WalletConnection wallet) => wallet.SignatureType switch
    {
        SignatureType.Eoa => null,
        SignatureType.Paper => AccountErrors.PaperAccount,
        _ => OwnersTransaction,
    };
}
