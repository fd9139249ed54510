namespace CopyTrade.Domain.Signals;

/// <summary>One thing that is wrong with a document that should be an intent.</summary>
/// <param name="Field">Name of the field, <c>metadata.best_bid</c> for an inner one; null when the document as a whole is no JSON object.</param>
/// <param name="Problem">Stable word: <c>malformed</c>, <c>missing</c>, <c>unknown_field</c>, <c>wrong_type</c>, <c>bad_number</c>, <c>out_of_range</c>, <c>both_sizes</c>, <c>size_side_mismatch</c>, <c>token_required</c>.</param>
/// <param name="Message">One sentence for people.</param>
public sealed record SignalFieldError(string? Field, string Problem, string Message);
