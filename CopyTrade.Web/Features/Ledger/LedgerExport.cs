using System.Text;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Simulation;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Features.Ledger;

/// <summary><c>/performance/ledger.csv</c>: the journal as it comes from the database, row by row, however long it is.</summary>
internal static class LedgerExport
{
    private const string Head = "at,entry,kind,account_kind,mode,book,target,condition_id,market,category,token_id,ledger_account,debit_usdc,shares,entry_price\r\n";

    public static void MapLedgerExport(this IEndpointRouteBuilder app) =>
        app.MapGet("/performance/ledger.csv", WriteAsync).RequireAuthorization().ExcludeFromDescription();

    /// <summary>The shown account, or another one of the same person; a stranger's does not exist.</summary>
    private static async Task<IResult> WriteAsync(HttpContext http, [FromServices] IPerformanceQuery performance, [FromServices] PaperAccounts accounts, CancellationToken ct)
    {
        if (!http.User.TryGetTenant(out var tenant)) return Results.Forbid();
        if (http.Request.Query["account"].ToString() is { Length: > 0 } wanted)
        {
            if (!Guid.TryParse(wanted, out var id) || (await accounts.ListAsync(tenant.Owner, ct)).FirstOrDefault(account => account.Tenant.Tenant.Value == id) is not { } own) return Results.NotFound();
            tenant = own.Tenant;
        }

        return Results.Stream(body => WriteRowsAsync(body, performance.ExportAsync(tenant, null, ct), ct), "text/csv; charset=utf-8", "ledger.csv");
    }

    private static async Task WriteRowsAsync(Stream body, IAsyncEnumerable<LedgerExportRow> rows, CancellationToken ct)
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(false), leaveOpen: true);
        await writer.WriteAsync(Head.AsMemory(), ct);
        await foreach (var row in rows.WithCancellation(ct)) await writer.WriteAsync(Line(row).AsMemory(), ct);
    }

    private static string Line(LedgerExportRow row) => string.Join(
        ',', CsvText.Of(row.At), CsvText.Of(row.Source), CsvText.Of(row.Kind), CsvText.Of(row.Money), CsvText.Of(row.Mode), CsvText.Of(row.Book), CsvText.Of(row.Target), CsvText.Of(row.Condition),
        CsvText.Of(row.Market), CsvText.Of(row.Category), CsvText.Of(row.Token), CsvText.Of(row.Account), CsvText.Of(row.Amount), CsvText.Of(row.Shares), CsvText.Of(row.EntryPrice)) + "\r\n";
}
