using System.Text.Json.Serialization;
using CopyTrade.Domain.Accounts;

namespace CopyTrade.Web.Api;

/// <summary>The wallet without its secrets.</summary>
internal sealed record WalletStatusAnswer(
    [property: JsonPropertyName("connected")] bool Connected,
    [property: JsonPropertyName("signer")] string? Signer,
    [property: JsonPropertyName("funder")] string? Funder,
    [property: JsonPropertyName("signature_type")] int? SignatureType,
    [property: JsonPropertyName("trading_ready")] bool TradingReady,
    [property: JsonPropertyName("problem")] string? Problem,
    [property: JsonPropertyName("grant")] GrantAnswer? Grant,
    [property: JsonPropertyName("platform_caps")] CapsAnswer PlatformCaps,
    [property: JsonPropertyName("effective_caps")] CapsAnswer? EffectiveCaps,
    [property: JsonPropertyName("consent")] ConsentAnswer Consent)
{
    public static WalletStatusAnswer Of(WalletView wallet) => new(
        wallet.Connection is not null,
        wallet.Connection?.Signer.Value,
        wallet.Connection?.Funder.Value,
        (int?)wallet.Connection?.SignatureType,
        wallet.Connection is { ApprovalsReadyAt: not null, CredentialsAt: not null },
        wallet.Connection?.ReadinessProblem,
        wallet.Grant is { } grant ? GrantAnswer.Of(grant) : null,
        CapsAnswer.Of(wallet.Platform),
        wallet.Effective is { } effective ? CapsAnswer.Of(effective) : null,
        new ConsentAnswer(Domain.Accounts.Consent.Custody.Version, Domain.Accounts.Consent.Custody.Text));
}

/// <summary>What whoever connects a wallet agrees to.</summary>
internal sealed record ConsentAnswer([property: JsonPropertyName("version")] string Version, [property: JsonPropertyName("text")] string Text);

internal sealed record CapsAnswer(
    [property: JsonPropertyName("per_order_usdc")] decimal PerOrder,
    [property: JsonPropertyName("daily_usdc")] decimal Daily,
    [property: JsonPropertyName("hourly_fills")] int HourlyFills)
{
    public static CapsAnswer Of(PlatformCaps caps) => new(caps.PerOrder.Amount, caps.Daily.Amount, caps.HourlyFills);
}

internal sealed record GrantAnswer(
    [property: JsonPropertyName("id")] Guid Id,
    [property: JsonPropertyName("per_order_usdc")] decimal PerOrder,
    [property: JsonPropertyName("daily_usdc")] decimal Daily,
    [property: JsonPropertyName("hourly_fills")] int HourlyFills,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("expires_at")] DateTimeOffset? ExpiresAt,
    [property: JsonPropertyName("revoked_at")] DateTimeOffset? RevokedAt)
{
    public static GrantAnswer Of(Grant grant) => new(grant.Id, grant.PerOrder.Amount, grant.Daily.Amount, grant.HourlyFills, grant.CreatedAt, grant.ExpiresAt, grant.RevokedAt);
}

internal sealed record BalancesAnswer(
    [property: JsonPropertyName("collateral_usdc")] decimal? Collateral,
    [property: JsonPropertyName("balance_at")] DateTimeOffset? BalanceAt);

internal sealed record GrantRequest(
    [property: JsonPropertyName("per_order_usdc")] decimal? PerOrder,
    [property: JsonPropertyName("daily_usdc")] decimal? Daily,
    [property: JsonPropertyName("hourly_fills")] int? HourlyFills,
    [property: JsonPropertyName("expires_at")] DateTimeOffset? ExpiresAt,
    [property: JsonPropertyName("password")] string? Password,
    [property: JsonPropertyName("code")] string? Code)
{
    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"grant request, {PerOrder} an order, {Daily} a day, {HourlyFills} an hour";
}

internal sealed record ConnectRequest(
    [property: JsonPropertyName("private_key")] string? PrivateKey,
    [property: JsonPropertyName("funder")] string? Funder,
    [property: JsonPropertyName("signature_type")] int? SignatureType,
    [property: JsonPropertyName("consent")] bool? Consent,
    [property: JsonPropertyName("consent_version")] string? ConsentVersion)
{
    /// <summary>Without the key.</summary>
    public override string ToString() => $"connect request, funder {Funder}, type {SignatureType}";
}
