namespace CopyTrade.Tests.Fixtures;

/// <summary>Waiting for what is bound to come.</summary>
internal static class Wait
{
    /// <summary>Only a test that fails waits so long; a machine that stands still for some seconds fails none.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
}
