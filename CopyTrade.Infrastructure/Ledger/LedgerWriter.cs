using CopyTrade.Domain.Ledger;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Ledger;

/// <summary>Writes entries with their postings in one statement. An entry whose source is there already is left out, its postings with it: writing again changes nothing.</summary>
internal static class LedgerWriter
{
    public static async Task WriteAsync(TenantScope scope, IReadOnlyList<(Guid Tenant, LedgerEntry Entry)> entries, DateTimeOffset now)
    {
        if (entries.Count == 0) return;
        var named = entries.Select(row => (Id: Guid.CreateVersion7(now), row.Tenant, row.Entry)).ToList();
        var postings = named.SelectMany(row => row.Entry.Postings.Select((posting, line) => (row.Id, Line: (short)line, Posting: posting))).ToList();
        await scope.ExecuteAsync(FactSql.Insert, new
        {
            now,
            ids = named.Select(row => row.Id).ToArray(),
            accounts = named.Select(row => row.Tenant).ToArray(),
            sources = named.Select(row => row.Entry.Source).ToArray(),
            kinds = named.Select(row => row.Entry.Kind.ToText()).ToArray(),
            times = named.Select(row => row.Entry.At.UtcDateTime).ToArray(),
            books = named.Select(row => row.Entry.Place.Book).ToArray(),
            conditions = named.Select(row => row.Entry.Place.Condition?.Value).ToArray(),
            tokens = named.Select(row => row.Entry.Place.Token?.Value).ToArray(),
            modes = named.Select(row => row.Entry.Place.Mode?.ToText()).ToArray(),
            prices = named.Select(row => row.Entry.Place.EntryPrice?.Value).ToArray(),
            builders = named.Select(row => row.Entry.Place.Builder).ToArray(),
            entries = postings.Select(row => row.Id).ToArray(),
            lines = postings.Select(row => row.Line).ToArray(),
            ledgerAccounts = postings.Select(row => row.Posting.Account.ToText()).ToArray(),
            amounts = postings.Select(row => row.Posting.Amount.Amount).ToArray(),
            postedTokens = postings.Select(row => row.Posting.Token?.Value).ToArray(),
            shares = postings.Select(row => row.Posting.Shares).ToArray(),
        });
    }
}
