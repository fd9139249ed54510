using System.Globalization;
using CopyTrade.Domain.Ledger;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Simulation;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Features.Ledger;

/// <summary><c>/performance/statement.csv</c>, a line for each day or week, and <c>/performance/fills.csv</c>, one for each confirmed match.</summary>
internal static class StatementExport
{
    private const string StatementHead = "from,to,account_kind,net_before_usdc,realised_usdc,rebates_usdc,rewards_usdc,open_change_usdc,net_after_usdc,fees_gross_usdc,fees_net_usdc,bought_usdc,put_in_usdc,trades,positions_without_value\r\n";
    internal const string FillHead = "fill,order,matched_at,settled_at,side,book,target,condition_id,market,outcome,token_id,shares,price,fee_usdc,is_taker,cash_usdc,realised_usdc,transaction,fee_learned_at\r\n";
    private const int LongestRange = 365;

    public static void MapStatementExports(this IEndpointRouteBuilder app)
    {
        app.MapGet("/performance/statement.csv", StatementsAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/performance/fills.csv", FillsAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> StatementsAsync(
        HttpContext http, [FromServices] IPerformanceQuery performance, [FromServices] PaperAccounts accounts, [FromServices] TimeProvider clock, CancellationToken ct)
    {
        if (await ExportAccount.OfAsync(http, accounts, ct) is not { } tenant) return Results.NotFound();
        var range = int.TryParse(http.Request.Query["days"].ToString(), CultureInfo.InvariantCulture, out var days) ? Math.Clamp(days, 1, LongestRange) : 30;
        var window = EnumText.TryParse<StatementWindow>(http.Request.Query["window"].ToString(), out var wanted) ? wanted : StatementWindow.Day;
        var view = new PerformanceView(await performance.ReadAsync(tenant, PerformanceView.SpanOf(range), ct), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), range);
        var money = view.Money.ToText();
        return CsvFile.Of("statement.csv", StatementHead, view.Statements(window).Reverse().ToAsyncEnumerable(), row => Line(row, money), ct);
    }

    private static async Task<IResult> FillsAsync(HttpContext http, [FromServices] IFillStatements fills, [FromServices] PaperAccounts accounts, CancellationToken ct) =>
        await ExportAccount.OfAsync(http, accounts, ct) is { } tenant ? CsvFile.Of("fills.csv", FillHead, fills.ExportAsync(tenant, ct), Line, ct) : Results.NotFound();

    internal static string Line(ProfitStatement row, string money) => string.Join(
        ',', Day(row.From), Day(row.To), CsvText.Of(money), CsvText.Of(row.Before.Amount), CsvText.Of(row.Realized.Amount), CsvText.Of(row.Rebates.Amount), CsvText.Of(row.Rewards.Amount), CsvText.Of(row.OpenChange.Amount),
        CsvText.Of(row.After.Amount), CsvText.Of(row.Fees.Amount), CsvText.Of(row.NetFees.Amount), CsvText.Of(row.Bought.Amount), CsvText.Of(row.Capital.Amount), CsvText.Of((decimal)row.Trades), CsvText.Of((decimal)row.Unmarked)) + "\r\n";

    internal static string Line(FillStatement row) => string.Join(
        ',', CsvText.Of(row.Fill.ToString()), CsvText.Of(row.Order.ToString()), CsvText.Of(row.At), row.SettledAt is { } settled ? CsvText.Of(settled) : "", CsvText.Of(row.Side), CsvText.Of(row.Book), CsvText.Of(row.Target),
        CsvText.Of(row.Condition), CsvText.Of(row.Market), CsvText.Of(row.Outcome), CsvText.Of(row.Token), CsvText.Of(row.Shares), CsvText.Of(row.Price), CsvText.Of(row.Fee), row.IsTaker ? "true" : "false",
        CsvText.Of(row.Cash), CsvText.Of(row.Realized), CsvText.Of(row.Transaction), row.FeeLearnedAt is { } learned ? CsvText.Of(learned) : "") + "\r\n";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
