using CopyTrade.Domain.Trading;

namespace CopyTrade.Domain.Alerts;

/// <summary>Identity of what an alert leads to.</summary>
public static class AlertKeys
{
    /// <summary>Frozen formula: keccak256 of <c>alert:</c>, alert id, colon, book. No number of an attempt is in it: an alert is one order of a book, however often its job is tried (R4.18).</summary>
    public static IdempotencyKey For(Guid alert, string book) => IdempotencyKey.OfText($"alert:{alert:D}:{book}");

    /// <summary>The book of the lots that a source's alerts buy.</summary>
    public static string BookOf(string source) => "alert:" + source;

    /// <summary>The key of an alert's job.</summary>
    public static string JobOf(Guid alert) => $"alert:{alert:D}";
}
