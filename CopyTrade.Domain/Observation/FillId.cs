using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Observation;

/// <summary>The identity of an observed fill. Frozen shapes (R0.8): <c>data-api:&lt;tx&gt;:&lt;asset&gt;:&lt;side&gt;:&lt;ts&gt;</c> and,
/// for a leg that came after the fill was decided, <c>data-api-leg:&lt;tx&gt;:&lt;asset&gt;:&lt;side&gt;:&lt;ts&gt;:&lt;n&gt;</c>.</summary>
public sealed record FillId
{
    private FillId(string value) => Value = value;

    /// <summary>The whole text, scheme included.</summary>
    public string Value { get; }

    /// <summary>The id of a Data-API fill. Side is written BUY or SELL, the time in unix seconds.</summary>
    public static FillId FromDataApi(TransactionHash transaction, TokenId token, OrderSide side, long unixSeconds) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"data-api:{transaction}:{token}:{Word(side)}:{unixSeconds}"));

    /// <summary>The id of late legs of a fill that was already decided; <paramref name="legs"/> is the number of legs known before, at least 1.</summary>
    public static FillId ForLateLeg(TransactionHash transaction, TokenId token, OrderSide side, long unixSeconds, int legs) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"data-api-leg:{transaction}:{token}:{Word(side)}:{unixSeconds}:{legs}"));

    /// <summary>An id read back from our own store.</summary>
    /// <exception cref="FormatException">Neither of the two schemes.</exception>
    public static FillId Parse(string text) =>
        text.StartsWith("data-api:", StringComparison.Ordinal) || text.StartsWith("data-api-leg:", StringComparison.Ordinal)
            ? new(text)
            : throw new FormatException("A fill id starts with data-api: or data-api-leg:.");

    /// <inheritdoc />
    public override string ToString() => Value;

    private static string Word(OrderSide side) => side == OrderSide.Buy ? "BUY" : "SELL";
}
