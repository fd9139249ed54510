namespace CopyTrade.Tests.Simulation;

/// <summary>Every await of the core that leaves the process is a place at which it may die or be stopped.</summary>
internal static class Interruptions
{
    public static Task PauseAsync(World world, Weather weather, SimProcess process, TimeSpan span, string where)
    {
        if (world.Happens(weather.Kill)) world.After(world.Random.Next(2) * span, null, () => process.Kill($"at {where}"));
        else if (world.Happens(weather.Stop)) process.Stop(world.Happens(0.3) ? world.Between(30, 90) : world.Between(0.5, 12));
        return process.PauseAsync(span);
    }
}
