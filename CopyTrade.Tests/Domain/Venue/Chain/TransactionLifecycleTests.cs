using CopyTrade.Domain.Venue.Chain;
using static CopyTrade.Domain.Venue.Chain.TransactionStatus;

namespace CopyTrade.Tests.Domain.Venue.Chain;

public sealed class TransactionLifecycleTests
{
    private const int Depth = 5;

    public static TheoryData<string, TransactionSighting, TransactionStatus?[]> Moves => new()
    {
        // in the order of the enum: pending, submitted, mined, confirmed, failed, replaced
        { "taken by a node", new TransactionSighting.Sent(), [Submitted, null, null, null, null, null] },
        { "refused by the only node", new TransactionSighting.RefusedByNode(), [Failed, null, null, null, null, null] },
        { "not in a block", new TransactionSighting.Waiting(), [null, null, Submitted, null, null, null] },
        { "in the newest block", new TransactionSighting.InBlock(0, true), [Mined, Mined, null, null, null, null] },
        { "reverted, not deep", new TransactionSighting.InBlock(Depth - 1, false), [Mined, Mined, null, null, null, null] },
        { "deep", new TransactionSighting.InBlock(Depth, true), [Confirmed, Confirmed, Confirmed, null, null, null] },
        { "reverted, deep", new TransactionSighting.InBlock(Depth, false), [Failed, Failed, Failed, null, null, null] },
        { "overtaken by a stranger", new TransactionSighting.Overtaken(false), [Failed, Failed, Failed, null, null, null] },
        { "overtaken by its replacement", new TransactionSighting.Overtaken(true), [Replaced, Replaced, Replaced, null, null, null] },
    };

    [Theory, MemberData(nameof(Moves))]
    public void Next_EveryStatus_MovesAsTheTableSays(string what, TransactionSighting seen, TransactionStatus?[] expected) =>
        Assert.True(expected.SequenceEqual(Enum.GetValues<TransactionStatus>().Select(status => TransactionLifecycle.Next(status, seen, Depth))), what);

    [Fact]
    public void Next_AfterTheEnd_NeverMoves()
    {
        TransactionSighting[] all = [new TransactionSighting.Sent(), new TransactionSighting.Waiting(), new TransactionSighting.InBlock(99, true), new TransactionSighting.Overtaken(false), new TransactionSighting.RefusedByNode()];

        Assert.All([Confirmed, Failed, Replaced], status => Assert.All(all, seen => Assert.Null(TransactionLifecycle.Next(status, seen, Depth))));
    }
}
