using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>Compares what the chain says with what was asked for, sends what is missing and asked for, and writes each step's state down.</summary>
public sealed class ApprovalCeremony(TenantScopes scopes, IChainState chain, ITransactionSender sender, TimeProvider clock)
{
    /// <summary>Each step and whether it is given.</summary>
    /// <exception cref="VenueUnavailableException">The chain does not answer; nothing was changed.</exception>
    public async Task<IReadOnlyDictionary<string, bool>> RunAsync(TenantRef tenant, WalletConnection wallet, CancellationToken ct)
    {
        var given = await chain.ApprovalsAsync(wallet.Funder, ct);
        Dictionary<string, ApprovalRow> rows;
        await using (var scope = await scopes.OpenManyAsync([tenant], ct))
        {
            rows = (await scope.QueryAsync<ApprovalRow>("select step, state, problem, transaction_id, read_at from wallet_approval where connection_id = @Id", new { wallet.Id })).ToDictionary(row => row.Step);
        }

        var steps = new List<(ApprovalRow Before, ApprovalRow After)>();
        foreach (var step in chain.Steps)
        {
            var before = rows.GetValueOrDefault(step.Key) ?? new ApprovalRow { Step = step.Key };
            steps.Add((before, given[step.Key] ? before with { State = ApprovalState.Given.ToText(), Problem = null } : await AdvanceAsync(tenant, wallet, step, before, ct)));
        }

        await WriteAsync(tenant, wallet, steps, ct);
        return given;
    }

    private async Task<ApprovalRow> AdvanceAsync(TenantRef tenant, WalletConnection wallet, ApprovalStep step, ApprovalRow row, CancellationToken ct) => row.Is switch
    {
        ApprovalState.Requested => await SendAsync(tenant, wallet, step, row, ct),
        ApprovalState.Submitted => await FollowAsync(tenant, row, ct),
        ApprovalState.Refused => row,
        _ => row with { State = ApprovalState.Missing.ToText(), Problem = null, TransactionId = null },
    };

    private async Task<ApprovalRow> SendAsync(TenantRef tenant, WalletConnection wallet, ApprovalStep step, ApprovalRow row, CancellationToken ct) =>
        await sender.SendAsync(tenant, wallet, ChainPurpose.Of(step), step.Call, ct) switch
        {
            SendOutcome.OnItsWay sent => row with { State = ApprovalState.Submitted.ToText(), TransactionId = sent.Transaction.Value, Problem = null },
            // What passes by itself is tried again; the sentence stays until it does.
            SendOutcome.Refused { Reason: ChainRefusal.ChainUnavailable or ChainRefusal.FeeAboveCap } later => row with { Problem = later.Message },
            SendOutcome.Refused refused => row with { State = ApprovalState.Refused.ToText(), Problem = refused.Message },
            _ => row,
        };

    private async Task<ApprovalRow> FollowAsync(TenantRef tenant, ApprovalRow row, CancellationToken ct)
    {
        var sent = row.TransactionId is { } id ? await sender.FindAsync(tenant, new(id), ct) : null;
        return sent switch
        {
            null => row with { State = ApprovalState.Missing.ToText() },
            { Status: TransactionStatus.Failed } => row with { State = ApprovalState.Refused.ToText(), Problem = sent.Problem },
            // Confirmed and not given: taken back by the owner since.
            { Status: TransactionStatus.Confirmed } => row with { State = ApprovalState.Missing.ToText(), TransactionId = null },
            _ => row with { TransactionId = sent.Id.Value },
        };
    }

    /// <summary>Writes nothing over a wish that came in meanwhile.</summary>
    private async Task WriteAsync(TenantRef tenant, WalletConnection wallet, IReadOnlyList<(ApprovalRow Before, ApprovalRow After)> steps, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        await scope.ExecuteAsync("""
            insert into wallet_approval (connection_id, billing_account_id, step, state, problem, transaction_id, read_at)
            select @Id, @Tenant, s.step, s.state, s.problem, s.transaction_id, @Now
              from unnest(@Steps, @States, @Problems, @Transactions::uuid[]) as s(step, state, problem, transaction_id)
            on conflict (connection_id, step) do update
               set state = excluded.state, problem = excluded.problem, transaction_id = excluded.transaction_id, read_at = excluded.read_at
             where wallet_approval.state = (select b.state from unnest(@Steps, @Before) as b(step, state) where b.step = excluded.step)
            """, new
        {
            wallet.Id, tenant.Tenant, Now = clock.GetUtcNow(),
            Steps = steps.Select(step => step.After.Step).ToArray(),
            States = steps.Select(step => step.After.State).ToArray(),
            Problems = steps.Select(step => step.After.Problem).ToArray(),
            Transactions = steps.Select(step => step.After.TransactionId?.ToString()).ToArray(),
            Before = steps.Select(step => step.Before.State).ToArray(),
        });
        if (steps.Any(step => step.Before != step.After)) scope.Announce(ChangeKind.Wallet, tenant.Tenant);
        await scope.CommitAsync();
    }
}
