namespace CopyTrade.Domain.Signals;

/// <summary>The outcome of one run over recorded intents.</summary>
/// <param name="Lines">One for each line that is not blank.</param>
public sealed record ReplayReport(IReadOnlyList<ReplayLine> Lines)
{
    /// <summary>How many passed.</summary>
    public int Validated => Lines.Count(line => line.IsValidated);

    /// <summary>How many did not.</summary>
    public int Rejected => Lines.Count - Validated;
}
