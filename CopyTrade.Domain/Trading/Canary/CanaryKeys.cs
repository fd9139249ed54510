namespace CopyTrade.Domain.Trading.Canary;

/// <summary>The idempotency keys of a canary's orders: they follow from its id, so that neither can be placed twice. Frozen formulas.</summary>
public static class CanaryKeys
{
    /// <summary>Whose shares a canary's are: nobody else sells them.</summary>
    public const string Book = "canary";

    /// <summary>keccak256 of <c>canary:id:buy</c>.</summary>
    public static IdempotencyKey Buy(Guid canary) => IdempotencyKey.OfText($"canary:{canary:D}:buy");

    /// <summary>keccak256 of <c>canary:id:sell:n</c>; the first try is 1.</summary>
    public static IdempotencyKey Sell(Guid canary, int attempt) => IdempotencyKey.OfText(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"canary:{canary:D}:sell:{attempt}"));
}
