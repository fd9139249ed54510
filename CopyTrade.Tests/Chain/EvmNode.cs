using System.Text.Json;
using CopyTrade.Benchmarks.Hosting;
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
    private LocalChain? _chain;
    private Dictionary<string, string> _code = [];

    public string Url => _chain?.Url ?? "";

    internal ChainContracts Contracts { get; } = new(Options.Create(new VenueOptions()), Options.Create(new ChainOptions()));

    /// <summary>An account of the node that everything is set up from.</summary>
    public string Banker { get; } = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";

    public bool IsThere(ITestOutputHelper output)
    {
        if (_chain is null) output.WriteLine("No local chain is installed (./test.sh installs it where npm is): skipped");
        return _chain is not null;
    }

    public async Task InitializeAsync()
    {
        _chain = await LocalChain.StartAsync();
        if (_chain is not null) _code = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllBytesAsync(Path.Combine(_chain.Folder, "code.json")))!;
    }

    public async Task DisposeAsync()
    {
        if (_chain is not null) await _chain.DisposeAsync();
    }

    /// <summary>The result of a JSON-RPC method; an error fails the test.</summary>
    public Task<JsonElement> CallAsync(string method, params object?[] parameters) => _chain!.CallAsync(method, parameters);

    public Task MineAsync(int blocks) => CallAsync("hardhat_mine", RpcRequest.Hex(blocks));

    /// <summary>Sends from an account that the node knows or plays, and expects it to succeed.</summary>
    internal async Task<string> SendAsync(string from, string to, byte[] data)
    {
        var hash = await CallAsync("eth_sendTransaction", new { from, to, data = PrefixedHex.Of(data), gas = "0x4c4b40" });
        return hash.GetString()!;
    }

    internal Task PlaceAsync(string address, string contract) => CallAsync("hardhat_setCode", address, _code[contract]);

    /// <summary>A Safe as Gnosis built it, at an address of one's choice.</summary>
    internal async Task DeploySafeAsync(WalletAddress address, int threshold, params WalletAddress[] owners)
    {
        var (nobody, one) = (AbiValue.Of(System.Numerics.BigInteger.Zero), AbiValue.Of((System.Numerics.BigInteger)threshold));
        await PlaceAsync(address.Value, "SafeProxy");
        await CallAsync("hardhat_setStorageAt", address.Value, "0x0", PrefixedHex.Of(((AbiValue.Word)AbiValue.Of(SafeSingleton)).Bytes));
        await SendAsync(Banker, address.Value, Abi.Call("setup(address[],uint256,address,bytes,address,address,uint256,address)",
            AbiValue.OfMany(owners), one, nobody, AbiValue.OfBytes([]), AbiValue.Of(SafeHandler), nobody, nobody, nobody));
    }

    private static WalletAddress SafeSingleton { get; } = WalletAddress.Parse("0xE51abdf814f8854941b9Fe8e3A4F65CAB4e7A4a8");

    private static WalletAddress SafeHandler { get; } = WalletAddress.Parse("0xe16bA5bF81E5BB113e4752E4fdC20351d796fB24");
}
