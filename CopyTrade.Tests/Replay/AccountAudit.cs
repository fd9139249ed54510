using CopyTrade.Domain.Accounts;
using CopyTrade.Tests.Infrastructure.Ledger;
using CopyTrade.Web.Features.Ledger;
using Xunit.Abstractions;

namespace CopyTrade.Tests.Replay;

/// <summary>What an account's own files say of cash, profit, fees and shares, beside a script that shares nothing with the product.</summary>
internal static class AccountAudit
{
    /// <summary>What the script found, which is nothing apart; null on a machine without Python.</summary>
    public static async Task<string?> RunAsync(LedgerStage stage, TenantRef tenant, ITestOutputHelper output)
    {
        var folder = Directory.CreateTempSubdirectory("copytrade-audit");
        try
        {
            var (fills, ledger) = (Path.Combine(folder.FullName, "fills.csv"), Path.Combine(folder.FullName, "ledger.csv"));
            await WriteAsync(fills, StatementExport.FillHead, stage.Fills.ExportAsync(tenant, CancellationToken.None), StatementExport.Line);
            await WriteAsync(ledger, LedgerExport.Head, stage.Query.ExportAsync(tenant, null, CancellationToken.None), LedgerExport.Line);
            return await ReckoningScript.RunAsync(output, "audit", fills, ledger);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task WriteAsync<T>(string file, string head, IAsyncEnumerable<T> rows, Func<T, string> line)
    {
        await using var writer = new StreamWriter(file);
        await writer.WriteAsync(head);
        await foreach (var row in rows) await writer.WriteAsync(line(row));
    }
}
