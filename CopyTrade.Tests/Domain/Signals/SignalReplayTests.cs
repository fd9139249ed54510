using CopyTrade.Domain.Signals;
using CopyTrade.Infrastructure.Signals;

namespace CopyTrade.Tests.Domain.Signals;

public sealed class SignalReplayTests
{
    [Fact]
    public void Run_Twice_IsTheSameToTheByte()
    {
        var lines = Recorded();

        var (first, second) = (ReplayText.Write(SignalReplay.Run(lines, SignalText.Terms)), ReplayText.Write(SignalReplay.Run(lines, SignalText.Terms)));

        Assert.Equal(first, second);
        Assert.EndsWith("""{"validated":2,"rejected":4}""" + "\n", first, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OverOldIntents_JudgesThemByTheirOwnTime()
    {
        var report = SignalReplay.Run(Recorded(), SignalText.Terms);

        Assert.Equal([null, SignalReject.SizeAboveMaxUsdc, SignalReject.Duplicate, null, SignalReject.Stale, SignalReject.SchemaInvalid], report.Lines.Select(line => line.Code));
        Assert.Equal([1, 2, 3, 5, 6, 7], report.Lines.Select(line => line.Line));
    }

    // Recorded years ago: the second id comes twice because its first coming was rejected; then a blank line, a late one, rubbish.
    private static string[] Recorded()
    {
        Guid a = new("00000000-0000-0000-0000-00000000000a"), b = new("00000000-0000-0000-0000-00000000000b"), c = new("00000000-0000-0000-0000-00000000000c");
        return
        [
            SignalText.Buy(a).ToJsonString(),
            SignalText.Buy(b, size: 500m).ToJsonString(),
            SignalText.Buy(a).ToJsonString(),
            "",
            SignalText.Buy(b, at: SignalText.At.AddMinutes(5)).ToJsonString(),
            SignalText.Buy(c, at: SignalText.At.AddMinutes(3)).ToJsonString(),
            "{ \"price\": NaN }",
        ];
    }
}
