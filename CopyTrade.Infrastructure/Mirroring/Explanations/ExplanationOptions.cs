using System.ComponentModel.DataAnnotations;

namespace CopyTrade.Infrastructure.Mirroring.Explanations;

/// <summary>How long the accounts of trades are kept (R2.24).</summary>
public sealed class ExplanationOptions
{
    public const string Section = "Explanations";

    /// <summary>Days after the decision; seven years. Under five a warning is logged.</summary>
    [Range(1, 36_500)]
    public int RetainExplanationDays { get; init; } = 2555;
}
