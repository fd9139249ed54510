using System.Collections.Frozen;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Accounts;

/// <summary>Who is there to work for and who follows whom: the one sanctioned read across tenants (R0.38). A picture, replaced as a whole every 30 s and whenever targets or wallets change; work on it opens a scope, which has the truth.</summary>
public sealed partial class TenantEnumerator(Databases databases, IChangeFeed changes, TimeProvider clock, ILogger<TenantEnumerator> logger) : BackgroundService, ISupervised
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _changed = new(0, 1);
    private LoopState _state = new("list of tenants", 0, null, null);
    private volatile Picture _picture = new([], FrozenDictionary<WalletAddress, IReadOnlyList<(TenantRef Tenant, TargetRowId Target)>>.Empty);

    public IReadOnlyList<LoopState> Loops => [_state];

    /// <summary>Tenants with targets, a wallet, or unfinished business.</summary>
    public IReadOnlyList<TenantRef> Tenants => _picture.Tenants;

    /// <summary>Followed wallets and their followers.</summary>
    public IReadOnlyDictionary<WalletAddress, IReadOnlyList<(TenantRef Tenant, TargetRowId Target)>> Followers => _picture.Followers;

    /// <summary>Takes a new picture now.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        await using var connection = await databases.Worker.OpenConnectionAsync(ct);
        var rows = (await connection.QueryAsync<Row>(new("select billing_account_id, owner_user_id, copy_target_id, wallet from enumerate_tenants()", cancellationToken: ct))).ToList();
        var tenants = rows.DistinctBy(row => row.BillingAccountId).ToDictionary(row => row.BillingAccountId, row => new TenantRef(new(row.BillingAccountId), new(row.OwnerUserId)));
        _picture = new(
            [.. tenants.Values],
            rows.Where(row => row is { Wallet: not null, CopyTargetId: not null })
                .GroupBy(row => WalletAddress.Parse(row.Wallet!))
                .ToFrozenDictionary(same => same.Key, same => (IReadOnlyList<(TenantRef, TargetRowId)>)[.. same.Select(row => (tenants[row.BillingAccountId], new TargetRowId(row.CopyTargetId!.Value)))]));
    }

    public override void Dispose()
    {
        base.Dispose();
        _changed.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = changes.Subscribe(change =>
        {
            if (change.Kind is ChangeKind.Targets or ChangeKind.Wallet || IsNewcomer(change)) Announce();
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RefreshAsync(stoppingToken);
                _state = _state with { FailuresInARow = 0 };
                await _changed.WaitAsync(Interval, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                _state = new(_state.Name, _state.FailuresInARow + 1, clock.GetUtcNow(), e.Message);
                LoopSupervisor.Count(_state.Name);
                Log.RefreshFailed(logger, PauseAfterFailure, e);
                await Task.Delay(PauseAfterFailure, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // A first alert may come from somebody who has nothing else here.
    private bool IsNewcomer(Change change) => change is { Kind: ChangeKind.Alerts, Tenant: { } tenant } && _picture.Tenants.All(known => known.Tenant != tenant);

    private void Announce()
    {
        try
        {
            if (_changed.CurrentCount == 0) _changed.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // Announced already, or over.
        }
    }

    private sealed record Picture(IReadOnlyList<TenantRef> Tenants, FrozenDictionary<WalletAddress, IReadOnlyList<(TenantRef Tenant, TargetRowId Target)>> Followers);

    private sealed class Row
    {
        public Guid BillingAccountId { get; init; }

        public Guid OwnerUserId { get; init; }

        public Guid? CopyTargetId { get; init; }

        public string? Wallet { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "Reading who follows whom failed; again in {Pause}.")]
        public static partial void RefreshFailed(ILogger logger, TimeSpan pause, Exception exception);
    }
}
