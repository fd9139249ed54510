using CopyTrade.Tests.Simulation;

namespace CopyTrade.Tests.Faults;

/// <summary>The assembly as a program: the engine that is killed on purpose, and the long fault runs.</summary>
internal static class EntryPoint
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case [CrashEngine.Verb, ..]:
                return await CrashEngine.RunAsync(arguments);
            case [FaultProgram.Verb, .. var options]:
                return await FaultProgram.RunAsync(options);
            case [SimulationProgram.Verb, .. var seeds]:
                return await SimulationProgram.RunAsync(seeds);
            case [NetworkStorm.Verb, ..]:
                return await NetworkStorm.RunAsync(arguments);
            default:
                await Console.Error.WriteLineAsync("This assembly holds tests: run them with dotnet test, or ./test.sh faults for the long fault runs.");
                return 1;
        }
    }
}
