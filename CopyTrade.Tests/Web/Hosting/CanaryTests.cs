using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Tests.Faults;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Web.Hosting;

namespace CopyTrade.Tests.Web.Hosting;

/// <summary>Secrets that went through the whole program are looked for in everything that it wrote.</summary>
public sealed partial class CanaryTests
{
    private const string Password = "canary-password-4711";
    private const string PrivateKey = "c0ffee0000000000000000000000000000000000000000000000000000decafe";

    [Fact]
    public async Task Secrets_NeverReachALog()
    {
        using var console = new StringWriter();
        var before = Console.Out;
        Console.SetOut(TextWriter.Synchronized(console));
        try
        {
            await RunAsync(console);
        }
        finally
        {
            Console.SetOut(before);
        }
    }

    private static async Task RunAsync(StringWriter console)
    {
        await using var rig = await HostRig.StartAsync(HostRoles.All, pricesWalk: false);
        var keyFile = Path.Combine(rig.Cli.DataDirectory, "wallet.key");
        await File.WriteAllTextAsync(keyFile, PrivateKey);
        (await rig.Cli.RunAsync(Password + "\n", "user", "add", "--email", "canary@example.org")).Done();
        (await rig.Cli.RunAsync($"wallet add --email canary@example.org --key-file {keyFile}")).Done();
        var apiKey = (await rig.Cli.RunAsync("api-key add --email canary@example.org --scopes all")).Output;

        await rig.SendAsync(HttpMethod.Get, "/api/positions?limit=" + Password, apiKey);
        await rig.SendAsync(HttpMethod.Post, "/api/v1/poly/copy-trade/targets", apiKey, $$"""{"label":"{{PrivateKey}}" """);
        await rig.SendAsync(HttpMethod.Post, "/api/v1/poly/wallet/connect", apiKey, $$"""{"private_key":"{{PrivateKey}}"}""");
        Assert.NotEqual(HttpStatusCode.OK, await SignInAsync(rig, "canary@example.org", Password + "-wrong"));
        await SignInAsync(rig, "canary@example.org", Password);
        await ReadyAsync(rig, apiKey);
        await TradeAsync(rig, apiKey);

        var (logs, printed) = (await LogsAsync(rig), console.ToString());
        Assert.Contains("Wallet 0x", logs);      // control: the flow did reach both
        Assert.Contains("poly.mirror.decision outcome=placed", printed);
        var written = rig.Cli.Transcript.Replace(apiKey, "", StringComparison.Ordinal) + logs + printed;
        foreach (var secret in (string[])[Password, PrivateKey, apiKey, await File.ReadAllTextAsync(rig.Cli.MasterKeyFile), .. await VenueSecretsAsync(rig)])
            Assert.All(FormsOf(secret.Trim()), form => Assert.DoesNotContain(form, written, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>As it is, and as its text or its bytes look in base64 and in hexadecimal digits.</summary>
    private static IEnumerable<string> FormsOf(string secret)
    {
        var bytes = new List<byte[]> { Encoding.UTF8.GetBytes(secret) };
        if (secret.Length % 2 == 0 && secret.All(char.IsAsciiHexDigit)) bytes.Add(Convert.FromHexString(secret));
        var buffer = new byte[secret.Length];
        if (Convert.TryFromBase64String(secret.Replace('-', '+').Replace('_', '/'), buffer, out var length)) bytes.Add(buffer[..length]);
        return bytes.SelectMany(form => (string[])[Convert.ToHexString(form), Convert.ToBase64String(form).TrimEnd('='), Convert.ToBase64String(form).TrimEnd('=').Replace('+', '-').Replace('/', '_')]).Prepend(secret);
    }

    /// <summary>An order was signed, sent and taken.</summary>
    private static async Task TradeAsync(HostRig rig, string apiKey)
    {
        var clob = (await rig.SendAsync(HttpMethod.Get, "/status", apiKey)).Json.GetProperty("venue").GetProperty("clobUrl").GetString()!;
        var venue = new SimulatorControl(rig.Http, new Uri(clob.Replace("/clob", "/control", StringComparison.Ordinal)));
        var token = (await venue.TokensAsync()).First(token => token.BestAsk is > 0.1m and < 0.85m);
        var leader = EngineRig.Leader(4711);
        Assert.Equal(201, (await rig.SendAsync(HttpMethod.Post, "/api/v1/poly/copy-trade/targets", apiKey, $$"""{"target_wallet":"{{leader}}","mirror_max_usdc_per_trade":100}""")).Status);
        await venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await Rig.UntilAsync(Wait.Limit, async () => (await venue.OrdersAsync()).Any(order => order.Accepted));
    }

    /// <summary>The wallet has signed in at the venue: its credentials have been used.</summary>
    private static async Task ReadyAsync(HostRig rig, string apiKey)
    {
        using var limit = new CancellationTokenSource(Wait.Limit);
        while (!(await rig.SendAsync(HttpMethod.Get, "/api/v1/poly/wallet/status", apiKey)).Json.GetProperty("trading_ready").GetBoolean())
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token);
    }

    private static async Task<IEnumerable<string>> VenueSecretsAsync(HostRig rig)
    {
        var vault = (CopyTrade.Infrastructure.Accounts.Custody.WalletVault)rig.Host.Services.GetService(typeof(CopyTrade.Infrastructure.Accounts.Custody.WalletVault))!;
        var tenants = (CopyTrade.Infrastructure.Accounts.TenantEnumerator)rig.Host.Services.GetService(typeof(CopyTrade.Infrastructure.Accounts.TenantEnumerator))!;
        var wallets = (CopyTrade.Domain.Accounts.IWalletQuery)rig.Host.Services.GetService(typeof(CopyTrade.Domain.Accounts.IWalletQuery))!;
        var tenant = Assert.Single(tenants.Tenants);
        var wallet = (await wallets.ReadAsync(tenant, CancellationToken.None)).Connection!;
        var credentials = (await vault.FindCredentialsAsync(tenant, wallet.Id, CancellationToken.None))!;
        return [credentials.Secret, credentials.Passphrase];
    }

    private static async Task<HttpStatusCode> SignInAsync(HostRig rig, string email, string password)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = rig.Http.BaseAddress };
        var form = await http.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        var fields = HiddenField().Matches(form).DistinctBy(match => match.Groups["name"].Value).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);
        fields["Input.Email"] = email;
        fields["Input.Password"] = password;
        using var answer = await http.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent(fields));
        return answer.IsSuccessStatusCode && (await answer.Content.ReadAsStringAsync()).Contains("password", StringComparison.OrdinalIgnoreCase) ? HttpStatusCode.Unauthorized : answer.StatusCode;
    }

    private static async Task<string> LogsAsync(HostRig rig)
    {
        var text = "";
        foreach (var file in Directory.GetFiles(Path.Combine(rig.Cli.DataDirectory, "logs")))
        {
            // The host still writes to it.
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            text += await new StreamReader(stream).ReadToEndAsync();
        }

        return text;
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)" """)]
    private static partial Regex HiddenField();
}
