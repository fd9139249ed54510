using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.Benchmarks.Figures;

/// <summary>From ./run.sh with an empty data directory to the first page, and to the first mirrored order of a new user.</summary>
public static class ColdStart
{
    public static async Task MeasureAsync(Report report, string script)
    {
        var data = Directory.CreateTempSubdirectory("copytrade-cold-").FullName;
        var address = new Uri($"http://127.0.0.1:{AppProcess.FreePort()}/");
        var environment = new Dictionary<string, string> { ["Data__Directory"] = data, ["ASPNETCORE_URLS"] = address.ToString() };
        using var http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) });
        var watch = Stopwatch.StartNew();
        await using var app = AppProcess.StartProgram("bash", [script], environment);
        await app.WaitForAsync(http, new Uri(address, "/sign-in"));
        var page = watch.Elapsed;

        await AppProcess.RunAsync("CopyTrade.Web.dll", ["user", "add", "--email", "cold@example.org"], environment, "correct-horse-battery-staple-1");
        await AppProcess.RunAsync("CopyTrade.Web.dll", ["wallet", "add", "--email", "cold@example.org", "--generate"], environment);
        var status = JsonNode.Parse(await http.GetStringAsync(new Uri(address, "/status")))!;
        var venue = new SimulatorControl(http, new Uri(new Uri(status["venue"]!["clobUrl"]!.GetValue<string>()), "/control"));
        foreach (var leader in await venue.LeadersAsync())
        {
            await AppProcess.RunAsync("CopyTrade.Web.dll", ["target", "add", "--email", "cold@example.org", "--wallet", leader, "--policy", "min_bet", "--max", "50"], environment);
        }

        await Rig.UntilAsync(TimeSpan.FromMinutes(2), async () => (await venue.OrdersAsync()).Any(order => order.Accepted));
        var order = watch.Elapsed;
        await app.StopAsync();
        Directory.Delete(data, recursive: true);
        // Account, wallet and targets are made by command line in between.
        report.Add("run.sh from nothing: first page", string.Create(CultureInfo.InvariantCulture, $"{page.TotalSeconds:0.0} s"), null, null);
        report.Add("run.sh from nothing: first copied order", string.Create(CultureInfo.InvariantCulture, $"{order.TotalSeconds:0.0} s"), "60 s", order.TotalSeconds <= 60);
    }
}
