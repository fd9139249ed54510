using CopyTrade.Domain.Ledger;
using CopyTrade.Infrastructure.Simulation;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Features.Ledger;

/// <summary><c>/performance/ledger.csv</c>: the journal as it comes from the database, row by row, however long it is.</summary>
internal static class LedgerExport
{
    internal const string Head = "at,entry,kind,account_kind,mode,book,target,condition_id,market,category,token_id,ledger_account,debit_usdc,shares,entry_price\r\n";

    public static void MapLedgerExport(this IEndpointRouteBuilder app)
    {
        app.MapGet("/performance/ledger.csv", WriteAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapStatementExports();
    }

    private static async Task<IResult> WriteAsync(HttpContext http, [FromServices] IPerformanceQuery performance, [FromServices] PaperAccounts accounts, CancellationToken ct) =>
        await ExportAccount.OfAsync(http, accounts, ct) is { } tenant ? CsvFile.Of("ledger.csv", Head, performance.ExportAsync(tenant, null, ct), Line, ct) : Results.NotFound();

    internal static string Line(LedgerExportRow row) => string.Join(
        ',', CsvText.Of(row.At), CsvText.Of(row.Source), CsvText.Of(row.Kind), CsvText.Of(row.Money), CsvText.Of(row.Mode), CsvText.Of(row.Book), CsvText.Of(row.Target), CsvText.Of(row.Condition),
        CsvText.Of(row.Market), CsvText.Of(row.Category), CsvText.Of(row.Token), CsvText.Of(row.Account), CsvText.Of(row.Amount), CsvText.Of(row.Shares), CsvText.Of(row.EntryPrice)) + "\r\n";
}
