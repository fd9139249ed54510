using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("CopyTrade.Tests.Fixtures.CleaningTestFramework", "CopyTrade.Tests")]

namespace CopyTrade.Tests.Fixtures;

/// <summary>Stops the test cluster when the run ends; the process may be killed too soon after that to do it on exit.</summary>
public sealed class CleaningTestFramework : XunitTestFramework
{
    public CleaningTestFramework(IMessageSink messageSink) : base(messageSink) => DisposalTracker.Add(new Cleanup());

    private sealed class Cleanup : IDisposable
    {
        public void Dispose() => TestCluster.StopAsync().GetAwaiter().GetResult();
    }
}
