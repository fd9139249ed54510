using System.ComponentModel.DataAnnotations;
using CopyTrade.Domain.Simulation;

namespace CopyTrade.Infrastructure.Simulation;

/// <summary>Section <c>Paper</c>: how the paper venue fills.</summary>
public sealed class PaperOptions
{
    public const string Section = "Paper";

    /// <summary>Milliseconds between an order's arrival and the reading of the book; unset: the middle of the real orders' own times, 150 before any was seen.</summary>
    [Range(0, 10_000)]
    public int? LatencyMilliseconds { get; init; }

    /// <summary>A book older than this is not filled against.</summary>
    [Range(0.1, 60)]
    public double MaxBookAgeSeconds { get; init; } = 5;

    /// <summary>Whether a resting order fills when the book reaches its limit; otherwise the book must trade through it.</summary>
    public bool FillsAtTouch { get; init; }

    /// <summary>How long what was taken from a displayed level is held against it.</summary>
    [Range(0, 600)]
    public double DepthMemorySeconds { get; init; } = 10;

    /// <summary>Between a simulated match and its confirmation, as on the chain.</summary>
    [Range(0, 600)]
    public double SettleSeconds { get; init; } = 5;

    /// <summary>How often books of resting paper orders are looked at.</summary>
    [Range(0.1, 60)]
    public double WatchSeconds { get; init; } = 2;

    /// <summary>Paper money of a new account, in dollars.</summary>
    [Range(1, 1_000_000)]
    public int StartUsdc { get; init; } = 1000;

    internal PaperModel Model => new(TimeSpan.FromSeconds(MaxBookAgeSeconds), FillsAtTouch);
}
