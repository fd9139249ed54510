namespace CopyTrade.Domain.Mirroring;

/// <summary>Makes a stored decision again from its own input (R0.4).</summary>
public static class MirrorReplay
{
    /// <summary>What the planner of today says; null for an input that it cannot judge, as it could not then.</summary>
    public static MirrorDecision? Of(MirrorInput input)
    {
        try
        {
            return MirrorPlanner.Plan(input);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException or InvalidOperationException)
        {
            return null;
        }
    }
}
