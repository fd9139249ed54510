using System.Security.Claims;
using System.Text;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Features.Research;

/// <summary>Files behind the pages of research, for whoever is signed in.</summary>
public static class ResearchExports
{
    private const int RowsAtOnce = 1_000;

    public static WebApplication MapResearch(this WebApplication app)
    {
        app.MapGet("/gap/export.csv", GapAsync).ExcludeFromDescription().RequireAuthorization();
        app.MapGet("/skips/export.csv", Skips).ExcludeFromDescription().RequireAuthorization();
        app.MapGet("/explanations/{decision:guid}.json", ExplanationAsync).ExcludeFromDescription().RequireAuthorization();
        return app;
    }

    internal static string Write(CopyGapReport report)
    {
        var csv = new CsvTable("their_trade_utc", "market", "outcome", "token_id", "their_shares", "their_price", "result", "bar", "reason", "amount_usd", "they_made_usd", "you_made_usd", "decision_id");
        foreach (var trade in report.Trades)
        {
            void Row(string bar, string? reason, decimal? amount) => csv.Row(
                trade.Trade?.At, trade.Trade?.Title, trade.Trade?.Outcome, trade.Token.Value, trade.Trade?.Shares.Quantity, trade.Trade?.Price.Value, trade.Trade is { } seen ? EnumCode.Of(seen.Result) : null,
                bar, reason, amount, trade.IsPriced ? trade.Theirs : null, trade.IsPriced ? trade.Mine : null, trade.Trade?.Decision);
            if (!trade.IsPriced) Row("unpriced", trade.Main.Reason, null);
            foreach (var part in trade.Parts) Row(EnumCode.Of(part.Bar), part.Reason, part.Amount);
        }

        return csv.ToString();
    }

    /// <summary>All of them, page after page as they are read, however many.</summary>
    internal static async IAsyncEnumerable<string> WriteAsync(ISkipLedger skips, TenantRef tenant, SkipFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        yield return new CsvTable("decided_utc", "wallet", "market", "outcome", "side", "their_price", "their_usd", "reason", "also", "state", "shares", "entry_price", "entry_from", "exit_price", "profit_usd", "why", "decision_id").ToString();
        for (string? cursor = null; ;)
        {
            var page = await skips.PageAsync(tenant, filter, cursor, RowsAtOnce, ct);
            yield return Write(page.Lines);
            if (page.Next is null) yield break;
            cursor = page.Next;
        }
    }

    private static string Write(IEnumerable<SkipLine> lines)
    {
        var csv = new CsvTable();
        foreach (var line in lines)
        {
            csv.Row(
                line.DecidedAt, line.Wallet.Value, line.Title, line.Outcome, EnumCode.Of(line.Side), line.TheirPrice.Value, line.TheirNotional.Amount, line.Reason, string.Join(' ', line.Also),
                line.State is { } state ? EnumCode.Of(state) : null, line.Shares?.Quantity, line.Entry?.Value, line.Basis is { } basis ? EnumCode.Of(basis) : null, line.Exit, line.Profit, line.Why, line.Decision);
        }

        return csv.ToString();
    }

    private static IResult Skips(
        ClaimsPrincipal user, ISkipLedger skips, TimeProvider clock, [FromQuery] string? span, [FromQuery] string? target, [FromQuery] string? reason, CancellationToken ct)
    {
        if (!user.TryGetTenant(out var tenant)) return Results.Unauthorized();
        var filter = SkipSelection.Read(span, target, reason, null).FilterAt(clock.GetUtcNow());
        return Ledger.CsvFile.Of("skips.csv", "", WriteAsync(skips, tenant, filter, ct), text => text, ct);
    }

    private static async Task<IResult> ExplanationAsync(Guid decision, ClaimsPrincipal user, ITradeExplanations explanations, CancellationToken ct)
    {
        if (!user.TryGetTenant(out var tenant)) return Results.Unauthorized();
        return await explanations.OfDecisionAsync(tenant, decision, ct) is { } kept
            ? Results.File(Encoding.UTF8.GetBytes(DomainJson.Write(kept)), "application/json; charset=utf-8", $"trade-{decision}.json")
            : Results.NotFound();
    }

    private static async Task<IResult> GapAsync(
        ClaimsPrincipal user, ICopyGapQuery gaps, IOwnAccounts accounts, TimeProvider clock, [FromQuery] string? span, [FromQuery] string? target, [FromQuery] string? money, CancellationToken ct)
    {
        if (!user.TryGetTenant(out var tenant)) return Results.Unauthorized();
        var selection = GapSelection.Read(span, target, money, null, null, null);
        var answer = await gaps.ReadAsync(await AccountAsync(accounts, tenant, selection.Money, ct), selection.Target, selection.PeriodAt(clock.GetUtcNow()), ct);
        return answer.IsTooMuch ? Results.LocalRedirect(selection.Address()) : File(Write(answer.Report), $"copy-gap-{EnumCode.Of(selection.Span)}.csv");
    }

    private static async Task<TenantRef> AccountAsync(IOwnAccounts accounts, TenantRef shown, AccountMoney? money, CancellationToken ct) =>
        money is null ? shown : (await accounts.ListAsync(shown.Owner, ct)).FirstOrDefault(account => account.Money == money)?.Tenant ?? shown;

    private static IResult File(string text, string name) => Results.File(Encoding.UTF8.GetBytes(text), "text/csv; charset=utf-8", name);
}
