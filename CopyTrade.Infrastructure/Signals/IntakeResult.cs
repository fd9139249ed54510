using CopyTrade.Domain.Signals;

namespace CopyTrade.Infrastructure.Signals;

/// <summary>What the intake answered to a document.</summary>
public abstract record IntakeResult
{
    private IntakeResult()
    {
    }

    /// <summary>Stored; it will be carried out even if this process ends now.</summary>
    public sealed record Accepted(Guid IntentId, SignalProfile Profile) : IntakeResult;

    /// <summary>Turned away and recorded.</summary>
    public sealed record Refused(SignalReject Code, string Message, IReadOnlyList<SignalFieldError> Errors) : IntakeResult;
}
