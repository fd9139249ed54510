using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;

namespace CopyTrade.Infrastructure.Venue.Chain;

internal sealed class NetworkMoney(JsonRpc rpc) : INetworkMoney
{
    private const decimal Gwei = 1_000_000_000m;

    // More than a decimal holds is more than anybody has.
    public async Task<decimal> OfAsync(WalletAddress owner, CancellationToken ct)
    {
        var wei = (await rpc.ReadAsync(new RpcRequest("eth_getBalance", owner.Value, "latest"), ct)).Number().Value;
        var gwei = wei / 1_000_000_000;
        return gwei <= (System.Numerics.BigInteger)1_000_000_000_000_000_000 ? (decimal)gwei / Gwei : 1_000_000_000m;
    }
}
