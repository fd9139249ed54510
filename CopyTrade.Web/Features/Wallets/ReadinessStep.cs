using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Wallets;

/// <summary>One thing that a wallet needs before it can trade.</summary>
/// <param name="Name">What.</param>
/// <param name="Done">Whether it is there.</param>
/// <param name="Text">What it is for, or what is missing.</param>
public sealed record ReadinessStep(string Name, bool Done, string Text)
{
    public static IReadOnlyList<ReadinessStep> Of(WalletConnection connection, Grant? grant, DateTimeOffset now) =>
        connection.SignatureType == SignatureType.Paper ? [new("Key", true, "None is needed: nothing is signed and nothing reaches the venue."), BalanceOf(connection), GrantOf(grant, now)] :
    [
        new("Key", true, "Kept encrypted on the server; it never leaves it."),
        new("Venue credentials", connection.CredentialsAt is not null, connection.CredentialsAt is null ? "Not derived yet; this happens by itself." : "The venue knows this wallet."),
        new("Approvals", connection.ApprovalsReadyAt is not null, connection.ApprovalsReadyAt is null ? connection.ReadinessProblem ?? "Not seen yet; this is checked by itself." : "The exchanges may move what you trade."),
        BalanceOf(connection),
        GrantOf(grant, now),
    ];

    private static ReadinessStep BalanceOf(WalletConnection connection) =>
        new("Balance", connection.CollateralBalance?.Amount > 0m, connection.CollateralBalance switch { null => "Not read yet.", { Amount: <= 0m } => "Empty: nothing can be bought.", _ => "There is money to trade with." });

    private static ReadinessStep GrantOf(Grant? grant, DateTimeOffset now) =>
        new("Spending grant", grant is { RevokedAt: null } && (grant.ExpiresAt is null || grant.ExpiresAt > now), grant switch { null => "None yet: set your caps.", { RevokedAt: not null } => "Revoked: set your caps again.", { ExpiresAt: { } end } when end <= now => "Expired: set your caps again.", _ => "Spending is allowed within your caps." });
}
