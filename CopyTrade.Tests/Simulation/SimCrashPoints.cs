using CopyTrade.Domain.Operations;

namespace CopyTrade.Tests.Simulation;

/// <summary>The marked moments of an order's way: likelier places to die than any other await.</summary>
internal sealed class SimCrashPoints(World world, Weather weather, SimProcess process) : ICrashPoints
{
    public void Reach(CrashPoint point)
    {
        if (world.Happens(weather.Kill * 4)) process.Kill($"at {point}");
    }
}
