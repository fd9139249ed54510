using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;

namespace CopyTrade.Infrastructure.Venue.Chain;

internal sealed class Deposits(JsonRpc rpc, ChainContracts contracts) : IDeposits
{
    public async Task<Usdc> BridgedAsync(WalletAddress owner, CancellationToken ct) =>
        (await NumberAsync(Abi.Call("balanceOf(address)", AbiValue.Of(owner)), ct)).ToUsdc() ?? throw new VenueUnavailableException("The chain's node names more money than there is.");

    public async Task<bool> MayWrapAsync(WalletAddress owner, Usdc amount, CancellationToken ct) =>
        (await NumberAsync(Abi.Call("allowance(address,address)", AbiValue.Of(owner), AbiValue.Of(contracts.Onramp)), ct)).Value >= UInt256.OfUnits(amount.Amount).Value;

    private async Task<UInt256> NumberAsync(byte[] data, CancellationToken ct)
    {
        try
        {
            return UInt256.Of(Abi.Number((await rpc.ReadAsync(RpcRequest.Call(contracts.Bridged, data), ct)).Bytes()));
        }
        catch (FormatException e)
        {
            throw new VenueUnavailableException("No token answers at Chain:BridgedAddress: check Chain and Polymarket:ChainRpcUrl.", e);
        }
    }
}
