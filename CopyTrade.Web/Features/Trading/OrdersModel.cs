using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Web.Features.Trading;

/// <summary>One page of a tenant's orders, kept current; older pages have addresses of their own.</summary>
public sealed class OrdersModel(
    IOrderLinesQuery orders,
    IOrderCauses causes,
    IOrderCancellation cancellation,
    ITargetsQuery targets,
    CurrentTenant tenants,
    IChangeFeed changes,
    TimeProvider clock,
    ILogger<OrdersModel> logger) : PageModel(tenants, changes, clock, logger)
{
    public const int PageSize = 50;

    private OrderSelection? _read;

    public OrderSelection Selection { get; private set; } = OrderSelection.Everything;

    public Part<OrderLinePage> Page { get; } = new("the orders");

    /// <summary>Cursor of the next older page; null on the last one, and until the chosen list is read.</summary>
    public string? Next => _read == Selection ? Page.Value?.Next : null;

    public Part<IReadOnlyDictionary<OrderStage, int>> Counts { get; } = new("the counts");

    /// <summary>Book and name of every target that is followed.</summary>
    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    /// <summary>A new list after every change; an entry stays the same object while its order moves on.</summary>
    public IReadOnlyList<OrderEntry> Entries { get; private set; } = [];

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Orders, ChangeKind.Positions, ChangeKind.Targets };

    public int? CountOf(OrderGroup group) => Counts.Value is { } counts ? OrderGroups.StagesIn(group).Sum(stage => counts.GetValueOrDefault(stage)) : null;

    public async Task SelectAsync(OrderSelection selection)
    {
        if (selection == Selection && Page.Value is not null) return;
        if (selection != Selection) Entries = [];
        Selection = selection;
        await LoadAsync();
    }

    public async Task OpenAsync(OrderEntry entry)
    {
        entry.IsOpen = true;
        await ReadDossierAsync(entry);
    }

    /// <summary>Takes a resting order back.</summary>
    public Task CancelAsync(OrderId order) => ActAsync(async tenant => await cancellation.RequestAsync(tenant, tenant.Owner, order, Lasting) ? null : OrderWords.RestsNoMore);

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        var chosen = Selection;
        OrderLinePage? page = null;
        IReadOnlyDictionary<OrderId, OrderCause> why = new Dictionary<OrderId, OrderCause>();
        await Page.ReadAsync(
            async () =>
            {
                Names = TargetNames.ByBook(await targets.ListAsync(tenant, ct));
                var read = await orders.PageAsync(tenant, chosen.At(Now), chosen.After, PageSize, ct);
                why = await causes.OfAsync(tenant, [.. read.Lines.Select(line => line.Order.Id)], ct);
                _read = chosen;
                return page = read;
            },
            Logger,
            ct);
        await Counts.ReadAsync(() => orders.CountAsync(tenant, ct), Logger, ct);
        if (page is not null) await MergeAsync(page, why);
    }

    private async Task MergeAsync(OrderLinePage page, IReadOnlyDictionary<OrderId, OrderCause> why)
    {
        var known = Entries.ToDictionary(entry => entry.Id);
        List<OrderEntry> entries = [], moved = [];
        foreach (var line in page.Lines)
        {
            var next = new OrderEntry(line, why.GetValueOrDefault(line.Order.Id), NameOf(line, why.GetValueOrDefault(line.Order.Id)));
            if (known.TryGetValue(next.Id, out var kept))
            {
                if (kept.Renew(next) && kept.IsOpen) moved.Add(kept);
                next = kept;
            }

            entries.Add(next);
        }

        Entries = entries;
        foreach (var entry in moved) await ReadDossierAsync(entry);
    }

    private string NameOf(OrderLine line, OrderCause? cause) =>
        Names.GetValueOrDefault(line.Book) ?? (cause?.TargetName is { Length: > 0 } name ? name : cause is not null ? Shared.Format.ShortAddress(cause.Wallet.Value) : OrderWords.Of(line.Order.Origin));

    private Task ReadDossierAsync(OrderEntry entry) => Tenant is null ? Task.CompletedTask : entry.Dossier.FindAsync(() => orders.FindAsync(Tenant, entry.Id, Stopped), Logger, Stopped);
}
