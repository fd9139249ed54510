using CopyTrade.Domain.Trading;
using static CopyTrade.Domain.Trading.OrderStatus;

namespace CopyTrade.Tests.Domain.Trading;

public sealed class OrderLifecycleTests
{
    private static readonly OrderEvent[] Events =
    [
        new OrderEvent.Denied(), new OrderEvent.Expired(), new OrderEvent.Accepted(), new OrderEvent.Rejected(),
        new OrderEvent.PartFilled(), new OrderEvent.FullyFilled(), new OrderEvent.Canceled(), new OrderEvent.MatchVoided(true), new OrderEvent.MatchVoided(false),
    ];

    // One row for each status, one column for each event above; "-" is a move that cannot be.
    private static readonly Dictionary<OrderStatus, string> Table = new()
    {
        [Pending] = "Error Error Open Error Partial Filled Canceled Pending Pending",
        [Open] = "- - Open - Partial Filled Canceled Partial Open",
        [Partial] = "- - Partial - Partial Filled Canceled Partial Open",
        [Filled] = "- - Filled - Filled Filled - Canceled Canceled",
        [Canceled] = "- - Canceled - Canceled Filled Canceled Canceled Canceled",
        [Error] = "- - - - Partial Filled - - -",
    };

    [Fact]
    public void Next_EveryPairOfStatusAndEvent_IsAsTheTableSays()
    {
        Assert.Equal(Enum.GetValues<OrderStatus>(), Table.Keys.Order());
        Assert.Equal(typeof(OrderEvent).GetNestedTypes().Order(TypeNames), Events.Select(e => e.GetType()).Distinct().Order(TypeNames));

        foreach (var (status, row) in Table)
        {
            var actual = Events.Select(change => OrderLifecycle.Next(status, change)?.ToString() ?? "-");

            Assert.Equal(row.Split(' '), actual);
        }
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Next_RandomWalks_NeverSendAnOrderBackToPendingAndNeverUnfillByNewsOfTheOrder(int seed)
    {
        var random = new Random(seed);
        for (var walk = 0; walk < 1_000; walk++)
        {
            var status = Pending;
            for (var step = 0; step < 30; step++)
            {
                var change = Events[random.Next(Events.Length)];
                var next = OrderLifecycle.Next(status, change) ?? status;
                Assert.True(next != Pending || status == Pending, $"{status} + {change}");
                Assert.True(status != Filled || next == Filled || change is OrderEvent.MatchVoided, $"{status} + {change}");
                status = next;
            }
        }
    }

    private static readonly Comparer<Type> TypeNames = Comparer<Type>.Create((x, y) => string.CompareOrdinal(x.Name, y.Name));
}
