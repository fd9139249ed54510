using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Accounts.Preflight;
using CopyTrade.Domain.Trading.Canary;
using CopyTrade.Domain.Venue.Chain;

namespace CopyTrade.Web.Features.Wallets;

/// <summary>What the wallet's checks, its trial and its list of addresses show.</summary>
/// <param name="Wallet">The active connection.</param>
/// <param name="Grant">What it may spend; null when nothing.</param>
/// <param name="Run">The newest checks; null before the first.</param>
/// <param name="Trial">The newest trial; null before the first.</param>
/// <param name="Addresses">Every address that was ever listed for withdrawals, the newest first.</param>
/// <param name="AsksPassword">Listing an address asks for the password.</param>
/// <param name="AsksCode">Listing an address asks for the code of the authenticator app.</param>
public sealed record DoctorView(WalletConnection Wallet, Grant? Grant, PreflightRun? Run, CanaryRun? Trial, IReadOnlyList<WithdrawAddress> Addresses, bool AsksPassword, bool AsksCode);
