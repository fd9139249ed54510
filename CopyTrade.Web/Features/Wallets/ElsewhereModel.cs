using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Operations;

namespace CopyTrade.Web.Features.Wallets;

/// <summary>What was traded with the connected wallet elsewhere.</summary>
public sealed class ElsewhereModel(IElsewhereTrades trades, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<ElsewhereModel> logger) : PageModel(tenants, changes, clock, logger)
{
    /// <summary>Trades that are listed.</summary>
    public const int Most = 10;

    public Part<ElsewhereTrades> Trades { get; } = new("what was traded elsewhere");

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Wallet };

    protected override TimeSpan RefreshEvery => TimeSpan.FromMinutes(1);

    protected override Task ReadAsync(TenantRef tenant, CancellationToken ct) => Trades.FindAsync(() => trades.ReadAsync(tenant, Most, ct), Logger, ct);
}
