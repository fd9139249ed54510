using CopyTrade.Simulator.Engine;
using Microsoft.AspNetCore.Http;

namespace CopyTrade.Simulator.Rest;

/// <summary>Rows of a wallet that are no trades, newest first. Deposits and withdrawals only for whoever asks for them, as the service has it. Called under the venue's lock.</summary>
internal static class MovementQuery
{
    public static IReadOnlyList<WalletMovement> Select(VenueState state, HttpRequest request, IReadOnlyCollection<string>? types)
    {
        if (request.Query("user")?.ToLowerInvariant() is not { } user) return [];
        var markets = request.Query("market")?.ToLowerInvariant().Split(',').ToHashSet();
        var (start, end, wantsMoney) = (request.Long("start"), request.Long("end"), request.Query("excludeDepositsWithdrawals") == "false");
        return
        [
            .. state.Movements.Of(user).Reverse().Where(row => (types is null || types.Contains(row.Type))
                && (wantsMoney || row.Type is not ("DEPOSIT" or "WITHDRAWAL"))
                && (markets is null || (row.Market is { } market && markets.Contains(market.ConditionId)))
                && (start is null || row.Timestamp >= start)
                && (end is null || row.Timestamp <= end)),
        ];
    }
}
