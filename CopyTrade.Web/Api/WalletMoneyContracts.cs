using System.Text.Json.Serialization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Web.Api;

/// <summary>A withdrawal or a wrapped deposit.</summary>
internal sealed record TransferAnswer(
    [property: JsonPropertyName("id")] Guid Id,
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("to")] string To,
    [property: JsonPropertyName("amount_usdc")] decimal Amount,
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("transaction_hash")] string? TransactionHash,
    [property: JsonPropertyName("problem")] string? Problem,
    [property: JsonPropertyName("requested_at")] DateTimeOffset RequestedAt,
    [property: JsonPropertyName("ended_at")] DateTimeOffset? EndedAt)
{
    public static TransferAnswer Of(WalletTransfer transfer) => new(
        transfer.Id.Value, transfer.Terms.Kind.ToText(), ChecksumAddress.Of(transfer.Terms.Destination), transfer.Terms.Amount.Amount, transfer.State.ToText(), transfer.Transaction?.Value, transfer.Problem,
        transfer.RequestedAt, transfer.EndedAt);
}

internal sealed record AutoWrapAnswer(
    [property: JsonPropertyName("enabled")] bool Enabled,
    [property: JsonPropertyName("consented_at")] DateTimeOffset? ConsentedAt,
    [property: JsonPropertyName("floor_usdc")] decimal Floor,
    [property: JsonPropertyName("bridged_usdc")] decimal? Bridged,
    [property: JsonPropertyName("read_at")] DateTimeOffset? ReadAt,
    [property: JsonPropertyName("consent_text")] string ConsentText)
{
    public static AutoWrapAnswer Of(AutoWrapView view) => new(view.IsOn, view.ConsentedAt, AutoWrapView.Floor.Amount, view.Bridged?.Amount, view.ReadAt, Consent.AutoWrap.Text);
}

/// <summary>The wallet at a glance; what is not known is null, never zero.</summary>
internal sealed record WalletOverviewAnswer(
    [property: JsonPropertyName("connected")] bool Connected,
    [property: JsonPropertyName("trading_ready")] bool TradingReady,
    [property: JsonPropertyName("collateral_usdc")] decimal? Collateral,
    [property: JsonPropertyName("bridged_usdc")] decimal? Bridged,
    [property: JsonPropertyName("balance_at")] DateTimeOffset? BalanceAt,
    [property: JsonPropertyName("open_positions")] int OpenPositions,
    [property: JsonPropertyName("resting_orders")] int RestingOrders,
    [property: JsonPropertyName("unknown_orders")] int UnknownOrders,
    [property: JsonPropertyName("last_refusal")] RefusalAnswer? LastRefusal)
{
    public static WalletOverviewAnswer Of(WalletView view, AutoWrapView? deposits, TradingStatus status, WalletRefusal? refusal) => new(
        view.Connection is not null,
        view.Connection is { ApprovalsReadyAt: not null, CredentialsAt: not null },
        view.Connection?.CollateralBalance?.Amount,
        deposits?.Bridged?.Amount,
        view.Connection?.BalanceAt,
        status.OpenPositions,
        status.RestingOrders,
        status.UnknownOrders,
        refusal is null || view.Connection is null ? null : new RefusalAnswer(refusal.Code.ToText(), WalletDiagnosis.LikelyCause(refusal, view.Connection), refusal.Words, refusal.At));
}

internal sealed record RefusalAnswer(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("likely_cause")] string? LikelyCause,
    [property: JsonPropertyName("words")] string? Words,
    [property: JsonPropertyName("at")] DateTimeOffset At);

internal sealed record AutoWrapRequest([property: JsonPropertyName("enabled")] bool? Enabled, [property: JsonPropertyName("consent")] bool? Consent);

internal sealed record WithdrawRequest(
    [property: JsonPropertyName("to")] string? To,
    [property: JsonPropertyName("amount_usdc")] decimal? Amount,
    [property: JsonPropertyName("confirm_amount_usdc")] decimal? AmountAgain,
    [property: JsonPropertyName("password")] string? Password,
    [property: JsonPropertyName("code")] string? Code)
{
    /// <summary>Without what only the person knows.</summary>
    public override string ToString() => $"withdraw request, {Amount} to {To}";
}
