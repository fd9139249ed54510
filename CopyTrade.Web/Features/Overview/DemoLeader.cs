using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Overview;

/// <summary>A simulated trader.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Wallet">Its address at the demo venue.</param>
/// <param name="Style">How it trades, in a few words.</param>
public sealed record DemoLeader(string Name, WalletAddress Wallet, string Style);
