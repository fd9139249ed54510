using CopyTrade.Domain.Venue;
using CopyTrade.Web.Features;
using CopyTrade.Web.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Web.Features;

public sealed class PartTests
{
    private readonly Part<string> _part = new("the words", text => text.Length == 0);

    [Fact]
    public async Task Read_FailsFirst_IsFailedWithoutTheExceptionsOwnWords()
    {
        await _part.ReadAsync(() => throw new InvalidOperationException("password=hunter2"), NullLogger.Instance, default);

        Assert.Equal((LoadState.Failed, "The server could not read it. Trading is not affected."), (_part.State, _part.Error));
    }

    [Fact]
    public async Task Read_FailsLater_KeepsWhatWasThereAndSaysSo()
    {
        await _part.ReadAsync(() => Task.FromResult("old"), NullLogger.Instance, default);
        await _part.ReadAsync(() => throw new VenueUnavailableException("503"), NullLogger.Instance, default);

        Assert.Equal((LoadState.Ready, "old", true, "The venue did not answer."), (_part.State, _part.Value, _part.IsStale, _part.Error));
    }

    [Fact]
    public async Task Read_Fails_KeepsTheTimeOfWhatIsShown()
    {
        var clock = new Fixtures.ManualTimeProvider(DateTimeOffset.UnixEpoch);
        var part = new Part<string>("the words", clock: clock);
        await part.ReadAsync(() => Task.FromResult("old"), NullLogger.Instance, default);
        clock.Advance(TimeSpan.FromMinutes(2));

        await part.ReadAsync(() => throw new VenueUnavailableException("503"), NullLogger.Instance, default);
        Assert.Equal(DateTimeOffset.UnixEpoch, part.ReadAt);

        await part.ReadAsync(() => Task.FromResult("new"), NullLogger.Instance, default);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddMinutes(2), part.ReadAt);
    }

    [Theory]
    [InlineData("", LoadState.Empty)]
    [InlineData(null, LoadState.Empty)]
    [InlineData("a", LoadState.Ready)]
    public async Task Find_NothingOrNothingInIt_IsEmpty(string? text, LoadState expected)
    {
        await _part.FindAsync(() => Task.FromResult(text), NullLogger.Instance, default);

        Assert.Equal(expected, _part.State);
    }
}
