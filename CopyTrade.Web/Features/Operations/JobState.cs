namespace CopyTrade.Web.Features.Operations;

/// <summary>What a job is doing, in one word.</summary>
public enum JobState
{
    Idle,
    Ok,
    Running,
    Failed,
    Paused,
}
