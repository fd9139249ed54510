using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>Sends signed bytes that are written down, any number of times: a node takes them once.</summary>
internal sealed partial class Broadcaster(TenantScopes scopes, JsonRpc rpc, IOptions<ChainOptions> options, TimeProvider clock, ILogger<Broadcaster> logger)
{
    /// <summary>Null unless the node refused bytes that were never with any node: then its sentence.</summary>
    public async Task<RpcAnswer.Error?> SendAsync(TenantRef tenant, ChainRow row, CancellationToken ct)
    {
        int sends;
        await using (var scope = await scopes.OpenManyAsync([tenant], ct))
        {
            if (await ChainLedger.CountSendAsync(scope, row.Id, clock.GetUtcNow()) is not { } counted) return null;
            sends = counted;
            await scope.CommitAsync();
        }

        // Once sent, the answer is recorded even when the host stops.
        var answer = await rpc.SendAsync(new RpcRequest("eth_sendRawTransaction", PrefixedHex.Of(row.Raw)), CancellationToken.None);
        var refused = answer is RpcAnswer.Error { Kind: RpcErrorKind.InsufficientFunds or RpcErrorKind.Underpriced } error && sends == 1 && row.State == TransactionStatus.Pending ? error : null;
        TransactionSighting? seen = (answer, refused) switch
        {
            (_, not null) => new TransactionSighting.RefusedByNode(),
            (RpcAnswer.Result or RpcAnswer.Error { Kind: RpcErrorKind.AlreadyKnown or RpcErrorKind.NonceTooLow }, _) => new TransactionSighting.Sent(),
            _ => null,   // neither yes nor no: the same bytes again later
        };
        Log.Sent(logger, row.TransactionHash.Value, row.Purpose, sends, answer switch { RpcAnswer.Result => "taken", RpcAnswer.Error other => other.Message, RpcAnswer.Silent silent => silent.Cause, _ => "" });
        if (seen is null || TransactionLifecycle.Next(row.State, seen, options.Value.Confirmations) is not { } next) return refused;
        await using var after = await scopes.OpenManyAsync([tenant], CancellationToken.None);
        await ChainLedger.MoveAsync(after, tenant.Tenant, row, next, null, null, refused is null ? null : $"The chain's node refuses it: {refused.Message}", clock.GetUtcNow());
        await after.CommitAsync();
        return refused;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3301, Level = LogLevel.Information, Message = "Transaction {Hash} ({Purpose}) sent for the {Sends}. time: {Answer}")]
        public static partial void Sent(ILogger logger, string hash, string purpose, int sends, string answer);
    }
}
