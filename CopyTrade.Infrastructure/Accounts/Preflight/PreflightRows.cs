using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Accounts.Preflight;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Accounts.Preflight;

/// <summary>Runs of the checks as they are stored.</summary>
internal static class PreflightRows
{
    private const string Columns = "p.id, p.requested_at, p.started_at, p.ended_at, p.findings::text as findings";

    public static async Task<PreflightRun?> LatestAsync(TenantScope scope, TenantId tenant) => Of(await scope.QueryFirstOrDefaultAsync<Row>($"""
        select {Columns} from wallet_preflight p join wallet_connection w on w.id = p.connection_id and w.revoked_at is null
         where p.billing_account_id = @tenant order by p.requested_at desc limit 1
        """, new { tenant }));

    public static async Task<PreflightRun?> FindAsync(TenantScope scope, Guid id) =>
        Of(await scope.QuerySingleOrDefaultAsync<Row>($"select {Columns} from wallet_preflight p where p.id = @id", new { id }));

    public static string Write(IReadOnlyList<PreflightFinding> findings) =>
        JsonSerializer.Serialize(findings.Select(finding => new Line(finding.Check.ToText(), finding.State.ToText(), finding.Text)), JsonSerializerOptions.Web);

    private static PreflightRun? Of(Row? row) => row is null ? null : new(row.Id, row.RequestedAt, row.StartedAt, row.EndedAt, Read(row.Findings));

    // What a later version found and this one does not know is left out.
    private static List<PreflightFinding> Read(string json)
    {
        var findings = new List<PreflightFinding>();
        foreach (var line in JsonSerializer.Deserialize<Line[]>(json, JsonSerializerOptions.Web) ?? [])
        {
            if (EnumText.TryParse<PreflightCheck>(line.Check, out var check) && EnumText.TryParse<CheckState>(line.State, out var state)) findings.Add(new(check, state, line.Text));
        }

        return findings;
    }

    private sealed record Line(string Check, string State, string Text);

    private sealed record Row(Guid Id, DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string Findings);
}
