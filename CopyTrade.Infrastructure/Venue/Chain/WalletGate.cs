using System.Text;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Venue.Signing;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>
/// Can the owner's own account send for the wallet that holds the money, and would the call do what it should? Asked of the
/// chain before anything is signed.
/// </summary>
internal sealed class WalletGate(JsonRpc rpc)
{
    // Older Safes count a call that failed as done: the receipt would lie.
    private static readonly Version OldestSafe = new(1, 3, 0);

    /// <summary>Null when nothing stands in the way.</summary>
    /// <exception cref="VenueUnavailableException">The node does not say.</exception>
    public async Task<SendOutcome.Refused?> RefusalAsync(WalletConnection wallet, WalletAddress to, byte[] data, CancellationToken ct) => wallet.SignatureType switch
    {
        SignatureType.Eoa => null,
        SignatureType.Safe => await OfSafeAsync(wallet, ct) ?? await OfCallAsync(wallet, to, data, ct),
        SignatureType.Proxy => OfProxy(wallet) ?? await OfCallAsync(wallet, to, data, ct),
        SignatureType.DepositWallet => Owners("The money lies in a deposit wallet, which only Polymarket's relayer can make act: do this step on polymarket.com, signed in as its owner."),
        _ => Owners("A paper wallet has no account on the chain."),
    };

    private async Task<SendOutcome.Refused?> OfSafeAsync(WalletConnection wallet, CancellationToken ct)
    {
        var safe = wallet.Funder;
        if ((await rpc.ReadAsync(new RpcRequest("eth_getCode", safe.Value, "latest"), ct)).Bytes().Length == 0)
            return Owners($"The Safe {safe} is not on the chain yet: polymarket.com puts it there when its owner enables trading for the first time.");
        var answers = await rpc.ReadManyAsync([
            RpcRequest.Call(safe, Abi.Call("VERSION()")), RpcRequest.Call(safe, Abi.Call("getThreshold()")), RpcRequest.Call(safe, Abi.Call("isOwner(address)", AbiValue.Of(wallet.Signer)))], ct);
        try
        {
            var version = Encoding.ASCII.GetString(Abi.Blob(answers[0].Bytes(), 0));
            if (!Version.TryParse(version.Split('+')[0], out var known) || known < OldestSafe)
                return Owners($"The Safe {safe} is of version {version}, whose failures cannot be told from successes: do this step on polymarket.com.");
            if (Abi.Number(answers[2].Bytes()).IsZero) return Owners($"{wallet.Signer} is no owner of the Safe {safe}: connect the key of its owner, or do this step on polymarket.com.");
            var owners = Abi.Number(answers[1].Bytes());
            return owners.IsOne ? null : Owners($"The Safe {safe} asks for {owners} owners' signatures: do this step in the Safe's own application.");
        }
        catch (FormatException)
        {
            return Owners($"The contract at {safe} is no Safe: check the wallet's address and signature type.");
        }
    }

    private static SendOutcome.Refused? OfProxy(WalletConnection wallet) => WalletDerivation.ProxyOf(wallet.Signer) == wallet.Funder
        ? null
        : Owners($"{wallet.Funder} is not the proxy wallet of {wallet.Signer}: connect the key that it was made for, or do this step on polymarket.com.");

    /// <summary>The call as the wallet itself would make it: an envelope hides the contract's own words.</summary>
    private async Task<SendOutcome.Refused?> OfCallAsync(WalletConnection wallet, WalletAddress to, byte[] data, CancellationToken ct) =>
        await rpc.AskAsync(new RpcRequest("eth_call", new { from = wallet.Funder.Value, to = to.Value, data = PrefixedHex.Of(data) }, "latest"), ct) switch
        {
            RpcAnswer.Error { Kind: RpcErrorKind.Reverted } error => new(ChainRefusal.WouldRevert, $"The contract would refuse it: {error.Message}"),
            RpcAnswer.Error error => throw new VenueUnavailableException($"The chain's node refuses: {error.Message}"),
            RpcAnswer.Silent silent => throw new VenueUnavailableException(silent.Cause),
            _ => null,
        };

    private static SendOutcome.Refused Owners(string message) => new(ChainRefusal.OwnersTransactionNeeded, message);
}
