using System.Text;

namespace CopyTrade.Web.Features.Ledger;

/// <summary>A file of comma-separated values, written row by row as they come.</summary>
internal static class CsvFile
{
    /// <param name="name">Under which it is saved.</param>
    /// <param name="head">The first line, with its end.</param>
    /// <param name="rows">What follows.</param>
    /// <param name="line">A row as a line, with its end.</param>
    /// <param name="ct">Cancels.</param>
    public static IResult Of<T>(string name, string head, IAsyncEnumerable<T> rows, Func<T, string> line, CancellationToken ct) => Results.Stream(
        async body =>
        {
            await using var writer = new StreamWriter(body, new UTF8Encoding(false), leaveOpen: true);
            await writer.WriteAsync(head.AsMemory(), ct);
            await foreach (var row in rows.WithCancellation(ct)) await writer.WriteAsync(line(row).AsMemory(), ct);
        },
        "text/csv; charset=utf-8",
        name);
}
