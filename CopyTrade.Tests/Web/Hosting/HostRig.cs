using CopyTrade.Simulator;
using CopyTrade.Tests.Web.Cli;
using CopyTrade.Web.Hosting;

namespace CopyTrade.Tests.Web.Hosting;

/// <summary>A host in this process, on a database and a port of its own.</summary>
internal sealed class HostRig : IAsyncDisposable
{
    private HostRig(CliRig cli, CopyTradeHost host, HttpClient http) => (Cli, Host, Http) = (cli, host, http);

    public CliRig Cli { get; }

    public CopyTradeHost Host { get; }

    public HttpClient Http { get; }

    /// <param name="roles">What the host does.</param>
    /// <param name="configure">Settings of its own.</param>
    /// <param name="pricesWalk">False where a test counts on the price that it read.</param>
    public static async Task<HostRig> StartAsync(HostRoles roles = HostRoles.All, Action<CliRig>? configure = null, bool pricesWalk = true)
    {
        var cli = await CliRig.StartAsync();
        cli.With("ASPNETCORE_URLS", "http://127.0.0.1:0");
        configure?.Invoke(cli);
        try
        {
            var host = await CopyTradeHost.StartAsync(HostSettings.From(HostConfiguration.Read(cli.Settings)), roles, new SimulatorOptions { PricesWalk = pricesWalk }, CancellationToken.None);
            var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(host.Urls.First()) };
            return new HostRig(cli, host, http);
        }
        catch
        {
            await cli.DisposeAsync();   // a start that is refused leaves nothing behind either
            throw;
        }
    }

    /// <summary>A person with an API key.</summary>
    public async Task<string> KeyAsync(string email, string scopes = "all", string? role = null)
    {
        string[] add = ["user", "add", "--email", email];
        (await Cli.RunAsync("correct horse battery\n", role is null ? add : [.. add, "--role", role])).Done();
        var key = await Cli.RunAsync($"api-key add --email {email} --scopes {scopes}");
        key.Done();
        return key.Output;
    }

    public async Task<ApiReply> SendAsync(HttpMethod method, string path, string? key = null, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null) request.Headers.Add("Authorization", "Bearer " + key);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        if (body is not null) request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request);
        return new ApiReply((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        await Cli.DisposeAsync();
    }
}
