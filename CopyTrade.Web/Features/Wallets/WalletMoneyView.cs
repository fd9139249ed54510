using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue.Chain;

namespace CopyTrade.Web.Features.Wallets;

/// <summary>The money panels of the wallet page.</summary>
/// <param name="Wallet">The active connection.</param>
/// <param name="Transfers">The newest first.</param>
/// <param name="AutoWrap">Whether deposits are wrapped, and what waits.</param>
/// <param name="Refusal">What the venue last refused; null when nothing, or something was accepted since.</param>
/// <param name="AsksPassword">A withdrawal asks for the password.</param>
/// <param name="AsksCode">A withdrawal asks for the code of the authenticator app.</param>
public sealed record WalletMoneyView(WalletConnection Wallet, IReadOnlyList<WalletTransfer> Transfers, AutoWrapView AutoWrap, WalletRefusal? Refusal, bool AsksPassword, bool AsksCode);
