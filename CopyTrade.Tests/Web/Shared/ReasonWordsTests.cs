using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Web.Shared;
using SkipReason = CopyTrade.Domain.Mirroring.SkipReason;

namespace CopyTrade.Tests.Web.Shared;

public sealed class ReasonWordsTests
{
    [Fact]
    public void Of_EveryReasonNotToCopy_HasWordsOfItsOwn()
    {
        string[] codes = [.. Enum.GetValues<CopyTrade.Domain.Mirroring.SkipReason>().Select(reason => reason.ToText())];

        Assert.All(codes, code => Assert.NotEqual(code, ReasonWords.Of(code)));
        Assert.Equal(codes.Length, codes.Select(ReasonWords.Of).Distinct().Count());
    }
}
