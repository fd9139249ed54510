namespace CopyTrade.Web.Features.Overview;

/// <summary>Where a first step stands.</summary>
public enum OnboardingState
{
    /// <summary>Later.</summary>
    Next,

    /// <summary>The one to do now.</summary>
    Now,

    /// <summary>Done.</summary>
    Done,
}
