using System.Numerics;
using System.Security.Cryptography;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Infrastructure.Venue.Chain;
using CopyTrade.Infrastructure.Venue.Signing;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Chain;

/// <summary>A tenant with a new key and some gas, and the program's own parts aimed at a node.</summary>
internal sealed class ChainRig : ISigningKeys, IDisposable
{
    private readonly DatabaseFixture _database;
    private readonly EvmNode _node;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ServiceProvider _services;

    private ChainRig(DatabaseFixture database, EvmNode node, TenantRef tenant, string? url, SignatureType type)
    {
        (_database, _node, Tenant) = (database, node, tenant);
        using var key = new EthereumSigner(_key);
        Address = key.Address;
        var settings = new Dictionary<string, string?> { ["Polymarket:ChainRpcUrl"] = url ?? node.Url, ["Chain:TimeoutSeconds"] = "60" };
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton<TimeProvider>(Clock).AddSingleton<ISigningKeys>(this).AddSingleton(database.Scopes);
        services.AddVenue(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).AddChainSender();
        services.AddHttpClient(JsonRpc.ClientName).AddHttpMessageHandler(() => Answers);
        _services = services.BuildServiceProvider();
        Wallet = new(new(tenant.Tenant.Value), tenant.Tenant, Address, FunderOf(type), type, Clock.GetUtcNow(), null, null, null, null, null);
    }

    public ShiftedClock Clock { get; } = new();

    public LostAnswers Answers { get; } = new();

    public TenantRef Tenant { get; }

    public WalletConnection Wallet { get; }

    public WalletAddress Address { get; }

    /// <summary>Where the money lies.</summary>
    public WalletAddress Funder => Wallet.Funder;

    public IChainState State => _services.GetRequiredService<IChainState>();

    public ITransactionSender Sender => _services.GetRequiredService<ITransactionSender>();

    public IRedemption Redemption => _services.GetRequiredService<IRedemption>();

    public static async Task<ChainRig> NewAsync(DatabaseFixture database, EvmNode node, string? url = null, bool hasGas = true, SignatureType type = SignatureType.Eoa)
    {
        var rig = new ChainRig(database, node, await database.SeedTenantAsync(), url, type);
        await database.ExecuteAsync("""
            insert into wallet_connection (id, billing_account_id, signer, funder, signature_type, consented_at, created_at) values (@Tenant, @Tenant, @address, @funder, @type, now(), now())
            """, new { rig.Tenant.Tenant, address = rig.Address.Value, funder = rig.Funder.Value, type = (short)type });
        if (hasGas) await node.CallAsync("hardhat_setBalance", rig.Address.Value, RpcRequest.Hex(1_000_000_000_000_000_000));
        return rig;
    }

    public ValueTask<T> UseAsync<T>(TenantRef tenant, WalletConnectionId connection, Func<EthereumSigner, T> use, CancellationToken ct)
    {
        using var key = new EthereumSigner(_key);
        return ValueTask.FromResult(use(key));
    }

    public Task<SendOutcome> SendAsync(ApprovalStep step) => Sender.SendAsync(Tenant, Wallet, ChainPurpose.Of(step), step.Call, CancellationToken.None);

    /// <summary>Sends and expects it to be on its way.</summary>
    public async Task<SendOutcome.OnItsWay> GoAsync(ApprovalStep step) => Assert.IsType<SendOutcome.OnItsWay>(await SendAsync(step));

    public async Task ApproveAllAsync()
    {
        foreach (var step in State.Steps) await GoAsync(step);
    }

    /// <summary>Puts a Safe of these owners where the venue's factory would have put the signer's.</summary>
    public Task DeploySafeAsync(int threshold, params WalletAddress[] owners) => _node.DeploySafeAsync(Funder, threshold, owners);

    /// <summary>Puts a proxy wallet where the venue's factory would have put the signer's.</summary>
    public Task DeployProxyAsync() => _node.PlaceAsync(Funder.Value, "ProxyWallet");

    /// <summary>One round of whoever carries transfers on, and of whoever follows their transactions.</summary>
    public async Task CarryOnAsync()
    {
        await TransferAsync();
        await FollowAsync();
        await TransferAsync();
    }

    public Task<bool> TransferAsync(WalletConnection? wallet = null) => _services.GetRequiredService<WalletTransferWorker>().RunAsync(Tenant, wallet ?? Wallet, CancellationToken.None);

    public async Task<WithdrawResult> WithdrawAsync(string to, decimal amount) =>
        await _services.GetRequiredService<WithdrawHandler>().HandleAsync(Tenant, new Withdraw(to, Usdc.Of(amount), Usdc.Of(amount)), CancellationToken.None);

    public Task<(int Seen, int Asked)> AutoWrapAsync() => _services.GetRequiredService<AutoWrap>().RunAsync([Tenant], CancellationToken.None);

    public Task SetAutoWrapAsync(bool isOn) => _services.GetRequiredService<SetAutoWrapHandler>().HandleAsync(Tenant, isOn, consent: true, CancellationToken.None);

    public async Task<WalletTransfer> NewestTransferAsync() => (await _services.GetRequiredService<IWalletTransfersQuery>().ListAsync(Tenant, 1, CancellationToken.None))[0];

    public Task GiveAsync(WalletAddress token, decimal amount) =>
        _node.SendAsync(_node.Banker, token.Value, Abi.Call("mint(address,uint256)", AbiValue.Of(Address), AbiValue.Of(UInt256.OfUnits(amount).Value)));

    public Task<bool> FollowAsync() => _services.GetRequiredService<TransactionFollower>().RunAsync(Tenant, CancellationToken.None);

    public async Task<ChainTransactionView> FindAsync(SendOutcome.OnItsWay sent) => (await Sender.FindAsync(Tenant, sent.Transaction, CancellationToken.None))!;

    public Task<IReadOnlyList<string>> StatusesAsync() => _database.QueryAsync<string>("select status from chain_transaction where billing_account_id = @Tenant order by created_at, attempt", new { Tenant.Tenant });

    /// <summary>A market of two outcomes whose oracle is the node's banker.</summary>
    public async Task<ConditionId> OpenMarketAsync()
    {
        var question = "0x" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var tokens = _node.Contracts.ConditionalTokens.Value;
        await _node.SendAsync(_node.Banker, tokens, Abi.Call("prepareCondition(address,bytes32,uint256)", Word(_node.Banker), AbiValue.OfBytes32(question), Word(2)));
        Question = question;
        return ConditionId.Parse("0x" + Convert.ToHexStringLower(EthereumSigner.Keccak256([.. Convert.FromHexString(_node.Banker.AsSpan(2)), .. Convert.FromHexString(question.AsSpan(2)), .. new byte[31], 2])));
    }

    public string Question { get; private set; } = "";

    /// <summary>Gives the wallet so many shares of both outcomes.</summary>
    public async Task<IReadOnlyList<TokenId>> HoldAsync(ConditionId condition, decimal shares)
    {
        var (tokens, dollars, units) = (_node.Contracts.ConditionalTokens.Value, _node.Contracts.Collateral.Value, UInt256.OfUnits(shares).Value);
        await _node.SendAsync(_node.Banker, dollars, Abi.Call("mint(address,uint256)", Word(_node.Banker), AbiValue.Of(units)));
        await _node.SendAsync(_node.Banker, dollars, Abi.Call("approve(address,uint256)", Word(tokens), AbiValue.Of(units)));
        await _node.SendAsync(_node.Banker, tokens, Abi.Call(
            "splitPosition(address,bytes32,bytes32,uint256[],uint256)", Word(dollars), AbiValue.OfBytes32("0x" + new string('0', 64)), AbiValue.OfBytes32(condition.Value), AbiValue.OfMany([1, 2]), AbiValue.Of(units)));
        var ids = new List<TokenId>();
        foreach (var set in new[] { 1, 2 })
        {
            var collection = await ReadAsync(tokens, Abi.Call("getCollectionId(bytes32,bytes32,uint256)", AbiValue.OfBytes32("0x" + new string('0', 64)), AbiValue.OfBytes32(condition.Value), Word(set)));
            var id = UInt256.TryParseHex(await ReadAsync(tokens, Abi.Call("getPositionId(address,bytes32)", Word(dollars), AbiValue.OfBytes32(collection))), out var number) ? number : default;
            ids.Add(TokenId.Parse(id.ToString()));
            await _node.SendAsync(_node.Banker, tokens, [.. Abi.Call("safeTransferFrom(address,address,uint256,uint256,bytes)", Word(_node.Banker), AbiValue.Of(Funder), AbiValue.Of(id.Value), AbiValue.Of(units), Word(160)), .. new byte[32]]);
        }

        return ids;
    }

    public Task ResolveAsync(int first, int second) => _node.SendAsync(
        _node.Banker, _node.Contracts.ConditionalTokens.Value, Abi.Call("reportPayouts(bytes32,uint256[])", AbiValue.OfBytes32(Question), AbiValue.OfMany([first, second])));

    public void Dispose() => _services.Dispose();

    private WalletAddress FunderOf(SignatureType type) => type switch
    {
        SignatureType.Safe => WalletDerivation.SafeOf(Address),
        SignatureType.Proxy => WalletDerivation.ProxyOf(Address),
        _ => Address,
    };

    private async Task<string> ReadAsync(string to, byte[] data) => (await _node.CallAsync("eth_call", new { to, data = PrefixedHex.Of(data) }, "latest")).GetString()!;

    private static AbiValue Word(string address) => AbiValue.Of(WalletAddress.Parse(address));

    private static AbiValue Word(int number) => AbiValue.Of((BigInteger)number);
}
