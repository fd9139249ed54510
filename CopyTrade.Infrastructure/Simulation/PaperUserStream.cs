using System.Runtime.CompilerServices;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Simulation;

/// <summary>The user channel of a paper wallet: matches as they happen in this process, and their confirmation when it is due.</summary>
internal sealed class PaperUserStream(PaperGateway gateway, PaperNews news, TimeProvider clock) : IUserStream
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan SettleLook = TimeSpan.FromMilliseconds(500);

    public async IAsyncEnumerable<UserEvent> ReadAsync(VenueCredentials credentials, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return new UserEvent.Connected();
        var told = new Dictionary<string, SettlementStatus>();
        while (true)
        {
            var trades = await gateway.TradesAsync(credentials, clock.GetUtcNow() - Window, ct);
            var fresh = trades.Where(trade => !told.TryGetValue(trade.TradeId, out var status) || status != trade.Status).ToList();
            told = trades.ToDictionary(trade => trade.TradeId, trade => trade.Status);
            if (fresh.Count > 0) yield return new UserEvent.Trade(fresh);
            if (trades.Any(trade => trade.Status != SettlementStatus.Confirmed)) await Task.Delay(SettleLook, clock, ct);
            else await news.WaitAsync(credentials.Address, ct);
        }
    }
}
