using System.Numerics;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Signing;

namespace CopyTrade.Simulator.Chain;

/// <summary>A block every so often by the venue's clock; customers' transactions get into the next one. Called under the venue's lock.</summary>
internal sealed class SimulatedChain(VenueState state, ChainBooks books, Scheduler scheduler)
{
    private const int ServerError = -32000;
    private readonly Dictionary<(string From, long Nonce), RawTransaction> _early = [];

    public long Height => BlockAt(state.Now, state.Options);

    public static long BlockAt(DateTimeOffset time, SimulatorOptions options) => time.ToUnixTimeMilliseconds() / (long)options.BlockTime.TotalMilliseconds;

    /// <summary>How many transactions of an account lie in blocks up to this one.</summary>
    public long CountUpTo(string account, long block) => state.ChainTransactions.Values.Count(t => t.From == account && t.Block <= block);

    /// <summary>The account's next number.</summary>
    public long NextOf(string account) => state.ChainTransactions.Values.Count(t => t.From == account);

    /// <summary>A transaction whose block is there; null otherwise.</summary>
    public MinedTransaction? Find(string hash) => state.ChainTransactions.GetValueOrDefault(hash) is { Succeeded: not null } found && found.Block <= Height ? found : null;

    public string Take(byte[] raw)
    {
        var sent = RawTransaction.Parse(raw) ?? throw new RpcException(ServerError, "invalid transaction: only signed transactions of type 2 on chain 137 without value are taken");
        if (state.ChainTransactions.ContainsKey(sent.Hash) || _early.GetValueOrDefault((sent.From, sent.Nonce))?.Hash == sent.Hash) throw new RpcException(ServerError, "already known");
        var next = NextOf(sent.From);
        if (sent.Nonce < next) throw new RpcException(ServerError, "nonce too low");
        if (sent.MaxFee < ChainRpc.BaseFee) throw new RpcException(ServerError, "transaction underpriced");
        if (sent.Gas * sent.MaxFee > ChainRpc.GasMoney) throw new RpcException(ServerError, "insufficient funds for gas * price + value");
        _early[(sent.From, sent.Nonce)] = sent;
        for (; _early.Remove((sent.From, next), out var due); next++) Include(due);
        return sent.Hash;
    }

    /// <summary>Customers' transactions that were waiting for their block when the venue was last stopped had none of their effects: they fail.</summary>
    public void Continue()
    {
        foreach (var waiting in state.ChainTransactions.Values.Where(t => t.Succeeded is null)) waiting.Succeeded = false;
    }

    private void Include(RawTransaction sent)
    {
        var mined = new MinedTransaction(sent.Hash, sent.From, sent.To, sent.Nonce, Height + 1);
        state.ChainTransactions[sent.Hash] = mined;
        state.CustomerChanged();
        scheduler.At(DateTimeOffset.UnixEpoch + (mined.Block * state.Options.BlockTime), () =>
        {
            var data = new CallData(Words.Hex(sent.Data));
            mined.Succeeded = books.Refusal(sent.From, sent.To, data) is null;
            if (mined.Succeeded is true) books.Apply(sent.From, sent.To, data, sent.Hash);
        });
    }
}
