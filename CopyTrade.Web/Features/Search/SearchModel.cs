using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Web.Layout;

namespace CopyTrade.Web.Features.Search;

/// <summary>What was looked for and what of it there is.</summary>
public sealed class SearchModel(ISearch search, ShellModel shell, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<SearchModel> logger) : PageModel(tenants, changes, clock, logger)
{
    public Part<SearchResult> Result { get; } = new("the search", result => result.Hits.Count == 0);

    public string Text { get; set; } = "";

    /// <summary>Where a further page of orders begins; null for the first look, at everything.</summary>
    public string? After { get; set; }

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind>();

    // Hits do not move under the finger: searched once, and again when it is asked for.
    protected override TimeSpan RefreshEvery => TimeSpan.FromHours(1);

    protected override Task ReadAsync(TenantRef tenant, CancellationToken ct) => Result.ReadAsync(
        () => After is null ? search.FindAsync(tenant, Text, shell.Status?.IsOperator is true, ct) : search.OrdersAsync(tenant, Text, After, ct), Logger, ct);
}
