using CopyTrade.Domain.Venue.Chain;

namespace CopyTrade.Tests.Domain.Venue.Chain;

public sealed class WalletTransferLifecycleTests
{
    private static readonly WalletTransferEvent[] Events = [new WalletTransferEvent.Signed(), new WalletTransferEvent.GivenUp(), .. Enum.GetValues<TransactionStatus>().Select(status => new WalletTransferEvent.Seen(status))];

    private static readonly Dictionary<(WalletTransferState, WalletTransferEvent), WalletTransferState> Legal = new()
    {
        [(WalletTransferState.Requested, new WalletTransferEvent.Signed())] = WalletTransferState.Signed,
        [(WalletTransferState.Requested, new WalletTransferEvent.GivenUp())] = WalletTransferState.Failed,
        [(WalletTransferState.Signed, new WalletTransferEvent.Seen(TransactionStatus.Submitted))] = WalletTransferState.Sent,
        [(WalletTransferState.Signed, new WalletTransferEvent.Seen(TransactionStatus.Mined))] = WalletTransferState.Sent,
        [(WalletTransferState.Signed, new WalletTransferEvent.Seen(TransactionStatus.Confirmed))] = WalletTransferState.Confirmed,
        [(WalletTransferState.Signed, new WalletTransferEvent.Seen(TransactionStatus.Failed))] = WalletTransferState.Failed,
        [(WalletTransferState.Sent, new WalletTransferEvent.Seen(TransactionStatus.Confirmed))] = WalletTransferState.Confirmed,
        [(WalletTransferState.Sent, new WalletTransferEvent.Seen(TransactionStatus.Failed))] = WalletTransferState.Failed,
    };

    [Fact]
    public void Next_EveryStateAndEvent_IsTheTablesMoveOrNone()
    {
        foreach (var state in Enum.GetValues<WalletTransferState>())
        {
            foreach (var change in Events) Assert.Equal(Legal.TryGetValue((state, change), out var next) ? next : null, WalletTransferLifecycle.Next(state, change));
        }
    }

    [Fact]
    public void Next_AfterRandomEvents_IsSignedAtMostOnce()
    {
        var random = new Random(27);
        for (var walk = 0; walk < 500; walk++)
        {
            var (state, signed) = (WalletTransferState.Requested, 0);
            for (var step = 0; step < 30; step++)
            {
                var change = Events[random.Next(Events.Length)];
                if (WalletTransferLifecycle.Next(state, change) is not { } next) continue;
                if (change is WalletTransferEvent.Signed) signed++;
                state = next;
            }

            Assert.True(signed <= 1);
        }
    }
}
