using System.ComponentModel.DataAnnotations;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>Section <c>Lease</c>: how soon another host takes over from one that hangs. Times are seconds.</summary>
public sealed class EngineLeaseOptions : IValidatableObject
{
    public const string Section = "Lease";

    /// <summary>How long the lease lasts without being renewed.</summary>
    [Range(2, 600)]
    public double LifeSeconds { get; init; } = 12;

    /// <summary>How long, by its own clock, a leader is sure of it; shorter than the lease, so that it stops before another begins.</summary>
    [Range(1, 600)]
    public double CertainSeconds { get; init; } = 8;

    /// <summary>How often the lease is renewed.</summary>
    [Range(0.1, 60)]
    public double RenewSeconds { get; init; } = 1.5;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (CertainSeconds >= LifeSeconds) yield return new("Lease:CertainSeconds must be less than Lease:LifeSeconds: two hosts would lead at once.");
        if (RenewSeconds + 1 >= CertainSeconds) yield return new("Lease:RenewSeconds must be more than a second less than Lease:CertainSeconds: the leader would lose its own lease.");
    }
}
