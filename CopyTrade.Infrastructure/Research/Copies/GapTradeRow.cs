using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Research.Copies;

/// <summary>A row of <see cref="GapSql.Trades"/>.</summary>
internal sealed class GapTradeRow
{
    public required FillId Fill { get; init; }

    public required TokenId Token { get; init; }

    public required string Side { get; init; }

    public decimal Shares { get; init; }

    public Price Price { get; init; }

    public DateTimeOffset At { get; init; }

    public string? Title { get; init; }

    public string? Outcome { get; init; }

    public Guid? Decision { get; init; }

    public string? Decided { get; init; }

    public string? Reason { get; init; }

    public bool? IsLate { get; init; }

    public decimal Desired { get; init; }

    public decimal? Ordered { get; init; }

    public decimal? Limit { get; init; }

    public string? Status { get; init; }

    public string? Failure { get; init; }

    public bool IsJoined { get; init; }

    public FollowedTrade ToTrade()
    {
        var result = ResultOf();
        return new(
            Fill, Token, EnumText.Parse<OrderSide>(Side), CopyTrade.Domain.Money.Shares.RoundDown(Shares), Price, At, result,
            result == FollowedResult.Ordered ? Failure ?? (Status == "filled" ? "partly" : Status) : Reason,
            Desired > 0m && Limit > 0m ? Desired / Limit : null,
            Ordered is { } ordered ? CopyTrade.Domain.Money.Shares.RoundDown(ordered) : null, Decision, Title, Outcome);
    }

    private FollowedResult ResultOf() => Decided switch
    {
        null => FollowedResult.NotSeen,
        "placed" => FollowedResult.Ordered,
        "error" => FollowedResult.Failed,
        _ when IsLate == true => FollowedResult.NotSeen,
        _ when Reason == "accumulating" => IsJoined ? FollowedResult.Joined : FollowedResult.TooSmall,
        _ => FollowedResult.Skipped,
    };
}
