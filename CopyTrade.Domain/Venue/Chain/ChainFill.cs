using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue.Chain;

/// <summary>One <c>OrderFilled</c> event of an exchange (protocol 16.1): the chain's own word on a fill.</summary>
/// <param name="Exchange">The contract that logged it.</param>
/// <param name="OrderHash">The order that was filled.</param>
/// <param name="Maker">The wallet whose order it was: the venue's <c>proxyWallet</c>.</param>
/// <param name="Taker">The other side; the exchange itself for the order that set the match off.</param>
/// <param name="Side">What the order did.</param>
/// <param name="Token">The outcome token.</param>
/// <param name="Shares">How many.</param>
/// <param name="Collateral">What was paid or received for them, before the fee.</param>
/// <param name="Fee">In collateral.</param>
/// <param name="Transaction">The transaction.</param>
/// <param name="BlockNumber">Its block.</param>
/// <param name="LogIndex">Makes events of one block unique, which the data feed's rows are not.</param>
public sealed record ChainFill(
    WalletAddress Exchange,
    VenueOrderId OrderHash,
    WalletAddress Maker,
    WalletAddress Taker,
    OrderSide Side,
    TokenId Token,
    Shares Shares,
    Usdc Collateral,
    Usdc Fee,
    TransactionHash Transaction,
    long BlockNumber,
    long LogIndex);
