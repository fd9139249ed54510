namespace CopyTrade.Domain.Research.Copies;

/// <summary>The account of one copied trade in plain words (R2.24): signal, checks, size, price, what came after. Made of stored values only.</summary>
/// <param name="Headline">The whole in one sentence.</param>
/// <param name="Sections">The parts, in their order.</param>
/// <param name="IsOver">Nothing more can happen to it: nothing matched, or everything bought was sold or paid out.</param>
public sealed record TradeExplanation(string Headline, IReadOnlyList<ExplanationSection> Sections, bool IsOver);
