using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Research.Copies;

/// <summary>Ten days of a target's trades and of ours, made up: every result, partial matches, late and missing exits, odd cents.</summary>
internal sealed class RandomCopies
{
    public static readonly DateTimeOffset Begin = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Random _random;
    private readonly List<FollowedTrade> _trades = [];
    private readonly List<OwnLot> _lots = [];

    public RandomCopies(int seed, bool oversells = true)
    {
        _random = new(seed);
        for (var n = _random.Next(1, 5); n > 0; n--) Token(TokenId.Parse($"{seed + 1}{n}"), oversells);
    }

    public CopyHistory History => new(_trades, _lots);

    public IEnumerable<TokenId> Tokens => _trades.Select(trade => trade.Token).Distinct();

    /// <summary>The token's price at a moment: the same for whoever asks.</summary>
    public static Price PriceAt(TokenId token, DateTimeOffset at) => Price.Of(((token.Value[^1] * 7919) + (at.Ticks / TimeSpan.TicksPerHour * 613)) % 999 / 1000m);

    public GapMarks Marks(CopyPeriod period, double missing = 0)
    {
        Dictionary<TokenId, Price> At(DateTimeOffset moment) => Tokens.Where(_ => _random.NextDouble() >= missing).ToDictionary(token => token, token => PriceAt(token, moment));
        return new(At(period.From), At(period.To));
    }

    private void Token(TokenId token, bool oversells)
    {
        var held = 0m;
        var at = Begin;
        while ((at = at.AddMinutes(_random.Next(1, 2_000))) < Begin.AddDays(10))
        {
            var shares = Shares.Of(_random.Next(1, 90_000_000) / 1_000_000m);
            if (_random.Next(3) > 0 || (held == 0m && !oversells))
            {
                held += shares.Quantity;
                Bought(token, shares, at);
            }
            else
            {
                if (!oversells && shares.Quantity > held) shares = Shares.Of(held);
                held = Math.Max(0m, held - shares.Quantity);
                _trades.Add(new(Id(token, OrderSide.Sell, at), token, OrderSide.Sell, shares, Price.Of(_random.Next(1, 999_999) / 1_000_000m), at, FollowedResult.Ordered));
            }
        }
    }

    private void Bought(TokenId token, Shares shares, DateTimeOffset at)
    {
        var (fill, price) = (Id(token, OrderSide.Buy, at), Price.Of(_random.Next(1, 999_999) / 1_000_000m));
        var result = (FollowedResult)_random.Next(6);
        if (_random.Next(2) == 0) result = FollowedResult.Ordered;
        var ordered = Shares.Of(_random.Next(1, 2_000) / 100m);
        _trades.Add(new(
            fill, token, OrderSide.Buy, shares, price, at, result, result == FollowedResult.Skipped ? $"rule_{_random.Next(3)}" : null,
            _random.Next(5) == 0 ? null : _random.Next(1, 100) / 7m, result == FollowedResult.Ordered ? ordered : null));
        if (result != FollowedResult.Ordered) return;
        for (var n = _random.Next(3); n > 0; n--) Lot(fill, token, Shares.RoundDown(ordered.Quantity * _random.Next(1, 60) / 100m), at.AddSeconds(_random.Next(1, 90_000)));
        if (_random.Next(20) == 0) Lot(null, token, ordered, at.AddSeconds(5));
    }

    private void Lot(FillId? cause, TokenId token, Shares shares, DateTimeOffset at)
    {
        if (shares == Shares.Zero) return;
        var (price, fee) = (Price.Of(_random.Next(1, 999_999) / 1_000_000m), Usdc.Of(_random.Next(50_000) / 1_000_000m));
        var (closes, left, when) = (new List<OwnClose>(), shares, at);
        while (left > Shares.Zero && _random.Next(3) > 0)
        {
            when = when.AddMinutes(_random.Next(1, 3_000));
            var part = _random.Next(2) == 0 ? left : Shares.RoundUp(left.Quantity / 3m);
            left -= part;
            if (_random.Next(4) == 0) closes.Add(new(part, null, 0m, Usdc.RoundDown(part.Quantity * _random.Next(2)), when));
            else
            {
                var (gets, charged) = (Price.Of(_random.Next(1, 999_999) / 1_000_000m), Usdc.Of(_random.Next(9_000) / 1_000_000m));
                closes.Add(new(part, gets, charged.Amount, LotBook.ProceedsOf(part, gets, charged), when));
            }
        }

        _lots.Add(new(token, cause, shares, price, fee, LotBook.CostOf(shares, price, fee), at, closes));
    }

    private static FillId Id(TokenId token, OrderSide side, DateTimeOffset at) => FillId.FromDataApi(TransactionHash.Parse("0x" + at.Ticks.ToString("x64", null)), token, side, at.ToUnixTimeSeconds());
}
