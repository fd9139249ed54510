using System.ComponentModel.DataAnnotations;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Section <c>Mirroring</c>. Times are seconds.</summary>
public sealed class MirroringOptions
{
    public const string Section = "Mirroring";

    /// <summary>Older fills are not followed.</summary>
    [Range(1, 600)]
    public int MaxFillAgeSeconds { get; init; } = 60;

    /// <summary>How long to wait for a signal before looking anyway (R0.42).</summary>
    [Range(0.1, 600)]
    public double TickSeconds { get; init; } = 30;

    /// <summary>Fills judged in one transaction.</summary>
    [Range(1, 1000)]
    public int BatchFills { get; init; } = 200;

    /// <summary>Pause before fills whose market the venue could not tell are tried again.</summary>
    [Range(0.05, 30)]
    public double RetrySeconds { get; init; } = 0.5;
}
