using System.Net.Http.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Web.Features.Overview;

namespace CopyTrade.Web.Hosting;

/// <summary>Whom a newcomer to the demo can follow: the made-up traders, or the busiest wallets of the recording.</summary>
internal sealed class DemoLeaders : IDemoLeaders
{
    private const int Most = 12;

    private DemoLeaders(IReadOnlyList<DemoLeader> leaders) => Leaders = leaders;

    public IReadOnlyList<DemoLeader> Leaders { get; }

    public static async Task<DemoLeaders> ReadAsync(Uri control, CancellationToken ct)
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        var rows = await http.GetFromJsonAsync<List<Row>>(new Uri(control.ToString().TrimEnd('/') + "/leaders"), ct) ?? [];
        return new DemoLeaders([.. rows.Take(Most).Where(row => WalletAddress.TryParse(row.Wallet, out _)).Select(row => new DemoLeader(NameOf(row), WalletAddress.Parse(row.Wallet!), row.Style ?? ""))]);
    }

    private static string NameOf(Row row) => row.Name is { Length: > 0 } name ? name : row.Pseudonym is { Length: > 0 } pseudonym ? pseudonym : row.Wallet![..10] + "…";

    private sealed record Row(string? Wallet, string? Name, string? Pseudonym, string? Style);
}
