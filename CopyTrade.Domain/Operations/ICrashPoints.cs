namespace CopyTrade.Domain.Operations;

/// <summary>Called at every <see cref="CrashPoint"/>. Does nothing in a product; a test host ends its process there.</summary>
public interface ICrashPoints
{
    /// <summary>Returns at once, or never.</summary>
    void Reach(CrashPoint point);
}
