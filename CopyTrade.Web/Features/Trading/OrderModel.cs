using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Web.Features.Trading;

/// <summary>One order on a page of its own.</summary>
public sealed class OrderModel(IOrderLinesQuery orders, IOrderCauses causes, IOrderCancellation cancellation, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<OrderModel> logger)
    : PageModel(tenants, changes, clock, logger)
{
    public OrderId Id { get; set; }

    public Part<OrderDossier> Dossier { get; } = new("the order");

    public OrderCause? Cause { get; private set; }

    /// <summary>There is no such order of this tenant.</summary>
    public bool NotFound => Dossier.State == Shared.LoadState.Empty;

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Orders, ChangeKind.Positions };

    public Task CancelAsync() => ActAsync(async tenant => await cancellation.RequestAsync(tenant, tenant.Owner, Id, Lasting) ? null : OrderWords.RestsNoMore);

    protected override Task ReadAsync(TenantRef tenant, CancellationToken ct) => Dossier.FindAsync(
        async () =>
        {
            Cause = (await causes.OfAsync(tenant, [Id], ct)).GetValueOrDefault(Id);
            return await orders.FindAsync(tenant, Id, ct);
        },
        Logger,
        ct);
}
