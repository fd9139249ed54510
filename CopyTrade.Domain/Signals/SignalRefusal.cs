namespace CopyTrade.Domain.Signals;

/// <summary>A document that the firewall turned away.</summary>
/// <param name="Id">Row number.</param>
/// <param name="Profile">Name of the profile; null when none was found.</param>
/// <param name="IntentId">Its id, where one could be read.</param>
/// <param name="Channel">How it came.</param>
/// <param name="Code">First rule that failed.</param>
/// <param name="Field">Field that is wrong; null when it is not about one.</param>
/// <param name="Message">A sentence.</param>
/// <param name="At">When.</param>
public sealed record SignalRefusal(long Id, string? Profile, Guid? IntentId, SignalChannel Channel, SignalReject Code, string? Field, string Message, DateTimeOffset At);
