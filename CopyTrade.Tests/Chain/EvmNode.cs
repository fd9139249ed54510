using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Infrastructure.Venue.Chain;
using Microsoft.Extensions.Options;
using Xunit.Abstractions;

namespace CopyTrade.Tests.Chain;

/// <summary>
/// A real EVM on loopback with the venue's contracts at the venue's addresses: Gnosis ConditionalTokens and Safe as they were
/// built, the others small ones of our own. Not there where npm could not install it: then each test says so and passes.
/// </summary>
public sealed class EvmNode : IAsyncLifetime
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler());
    private Process? _process;
    private Dictionary<string, string> _code = [];

    public string Url { get; private set; } = "";

    internal ChainContracts Contracts { get; } = new(Options.Create(new VenueOptions()), Options.Create(new ChainOptions()));

    /// <summary>An account of the node that everything is set up from.</summary>
    public string Banker { get; } = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";

    public bool IsThere(ITestOutputHelper output)
    {
        if (_process is null) output.WriteLine("No local chain is installed (./test.sh installs it where npm is): skipped");
        return _process is not null;
    }

    public async Task InitializeAsync()
    {
        var folder = await InstalledAsync();
        if (folder is null) return;
        _code = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllBytesAsync(Path.Combine(folder, "code.json")))!;
        var port = FreePort();
        Url = $"http://127.0.0.1:{port}";
        var start = new ProcessStartInfo("node") { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("run.js");
        start.ArgumentList.Add(port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var process = Process.Start(start)!;
        var ready = new TaskCompletionSource();
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(30));
        _process = process;

        void Hear(string? line)
        {
            if (line?.Contains("Started HTTP", StringComparison.Ordinal) is true) ready.TrySetResult();
        }
    }

    public async Task DisposeAsync()
    {
        if (_process is null) return;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>The result of a JSON-RPC method; an error fails the test.</summary>
    public async Task<JsonElement> CallAsync(string method, params object?[] parameters)
    {
        using var response = await Http.PostAsJsonAsync(Url, new { jsonrpc = "2.0", id = 1, method, @params = parameters });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException($"{method}: {answer}");
    }

    public Task MineAsync(int blocks) => CallAsync("hardhat_mine", RpcRequest.Hex(blocks));

    /// <summary>Sends from an account that the node knows or plays, and expects it to succeed.</summary>
    internal async Task<string> SendAsync(string from, string to, byte[] data)
    {
        var hash = await CallAsync("eth_sendTransaction", new { from, to, data = RpcRequest.Hex(data), gas = "0x4c4b40" });
        return hash.GetString()!;
    }

    internal Task PlaceAsync(string address, string contract) => CallAsync("hardhat_setCode", address, _code[contract]);

    /// <summary>A Safe as Gnosis built it, at an address of one's choice.</summary>
    internal async Task DeploySafeAsync(WalletAddress address, int threshold, params WalletAddress[] owners)
    {
        var (nobody, one) = (AbiValue.Of(System.Numerics.BigInteger.Zero), AbiValue.Of((System.Numerics.BigInteger)threshold));
        await PlaceAsync(address.Value, "SafeProxy");
        await CallAsync("hardhat_setStorageAt", address.Value, "0x0", RpcRequest.Hex(((AbiValue.Word)AbiValue.Of(SafeSingleton)).Bytes));
        await SendAsync(Banker, address.Value, Abi.Call("setup(address[],uint256,address,bytes,address,address,uint256,address)",
            AbiValue.OfMany(owners), one, nobody, AbiValue.OfBytes([]), AbiValue.Of(SafeHandler), nobody, nobody, nobody));
    }

    private static WalletAddress SafeSingleton { get; } = WalletAddress.Parse("0xE51abdf814f8854941b9Fe8e3A4F65CAB4e7A4a8");

    private static WalletAddress SafeHandler { get; } = WalletAddress.Parse("0xe16bA5bF81E5BB113e4752E4fdC20351d796fB24");

    private static async Task<string?> InstalledAsync()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Chain", "evm", "install.sh");
        if (OperatingSystem.IsWindows() || !File.Exists(script)) return null;
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true };
        start.ArgumentList.Add(script);
        start.ArgumentList.Add("--cached");
        using var process = Process.Start(start)!;
        var folder = (await process.StandardOutput.ReadToEndAsync()).Trim();
        await process.WaitForExitAsync();
        return folder.Length > 0 ? folder : null;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
