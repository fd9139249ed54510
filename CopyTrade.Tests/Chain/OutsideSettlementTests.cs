using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Infrastructure.Venue.Chain;
using CopyTrade.Simulator;
using CopyTrade.Tests.Faults;
using Xunit.Abstractions;

namespace CopyTrade.Tests.Chain;

/// <summary>The whole engine against a venue that settles on a real EVM: approvals, matches, payouts and redemption are transactions, and the chain has the last word.</summary>
public sealed class OutsideSettlementTests(EvmNode node, ITestOutputHelper output) : IClassFixture<EvmNode>, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler());

    private static CancellationToken Ct => CancellationToken.None;

    public void Dispose() => _http.Dispose();

    [Theory, InlineData(SignatureType.Eoa, false), InlineData(SignatureType.Safe, true)]
    public async Task EnableTradingThenCopyThenResolve_AreTransactionsOnTheChain(SignatureType type, bool negRisk)
    {
        if (!node.IsThere(output)) return;
        await using var rig = await StartAsync();
        var (tenant, wallet) = type == SignatureType.Eoa ? (rig.Tenant, rig.Wallet) : await OpenSafeAsync(rig);
        var chain = rig.Get<IChainState>();
        Assert.DoesNotContain(false, (await chain.ApprovalsAsync(wallet, Ct)).Values);
        Assert.Equal(Usdc.Of(1000m), await chain.CollateralAsync(wallet, Ct));

        // The copied purchase: what our ledger says happened is what the exchange's log and the balances say.
        var leader = EngineRig.Leader(type == SignatureType.Eoa ? 910 : 911);
        await rig.FollowAsync(leader, new SizingPolicy.Fixed(Usdc.Of(5m)), tenant);
        var (condition, token, outcome, price) = await MarketAsync(rig, negRisk);
        await rig.Venue.TradeAsync(leader, token.Value, "BUY", 40m, price);
        await UntilAsync(async () => await FillsAsync(rig, tenant) is { Count: > 0 } all && all.All(fill => fill.Settlement == "confirmed"));
        var ours = await FillsAsync(rig, tenant);
        var logged = await chain.FillsAsync(wallet, 0, await HeadAsync(), Ct);
        var shares = Shares.Of(ours.Sum(fill => fill.Shares));
        Assert.Equal(shares.Quantity, logged.Sum(fill => fill.Shares.Quantity));
        Assert.Equal(ours.Select(fill => fill.TransactionHash).Distinct(), logged.Select(fill => fill.Transaction.Value).Distinct());
        Assert.All(logged, fill => Assert.Equal((OrderSide.Buy, token, negRisk ? node.Contracts.NegRiskExchange : node.Contracts.Exchange), (fill.Side, fill.Token, fill.Exchange)));
        Assert.Equal([shares], await chain.SharesAsync(wallet, [token], Ct));
        var spent = logged.Sum(fill => fill.Collateral.Amount + fill.Fee.Amount);
        Assert.Equal(Usdc.Of(1000m - spent), await chain.CollateralAsync(wallet, Ct));

        // The market ends for this outcome: one dollar a share, by the owner's own transaction.
        await PostAsync(rig, "resolve", new { conditionId = condition.Value, outcome });
        await UntilAsync(async () => (await rig.Database.QueryAsync<string>("select state from redeem_job where billing_account_id = @Tenant", new { tenant.Tenant })) is ["confirmed"]);
        Assert.Equal(Usdc.Of(1000m - spent + shares.Quantity), await chain.CollateralAsync(wallet, Ct));
        Assert.Equal([Shares.Zero], await chain.SharesAsync(wallet, [token], Ct));
        Assert.Equal(["redeemed"], await rig.Database.QueryAsync<string>("select state from book_position where billing_account_id = @Tenant", new { tenant.Tenant }));
        Assert.Equal(
            Enumerable.Repeat(("approve", "confirmed"), 6).Append(("redeem", "confirmed")),
            (await rig.Database.QueryAsync<(string, string)>("select split_part(purpose, ':', 1), status from chain_transaction where billing_account_id = @Tenant order by 1", new { tenant.Tenant })));
    }

    [Fact]
    public async Task Match_AllowanceTakenBackBeforeItsBlock_RevertsAndIsVoid()
    {
        if (!node.IsThere(output)) return;
        await using var rig = await StartAsync();
        var chain = rig.Get<IChainState>();
        var leader = EngineRig.Leader(912);
        await rig.FollowAsync(leader, new SizingPolicy.Fixed(Usdc.Of(5m)));
        var (_, token, _, price) = await MarketAsync(rig, negRisk: false);
        await node.CallAsync("evm_setIntervalMining", 0);

        await rig.Venue.TradeAsync(leader, token.Value, "BUY", 40m, price);
        await UntilAsync(async () => (await FillsAsync(rig, rig.Tenant)).Count > 0);
        Assert.All(await FillsAsync(rig, rig.Tenant), fill => Assert.Equal(("matched", (string?)null), (fill.Settlement, fill.TransactionHash)));
        await node.CallAsync("hardhat_impersonateAccount", rig.Wallet.Value);
        await node.CallAsync("eth_sendTransaction", new
        {
            from = rig.Wallet.Value, to = node.Contracts.Collateral.Value, gas = "0x30d40", maxPriorityFeePerGas = "0x174876e800", maxFeePerGas = "0x2e90edd000",
            data = PrefixedHex.Of(Abi.Call("approve(address,uint256)", AbiValue.Of(node.Contracts.Exchange), AbiValue.Of(System.Numerics.BigInteger.Zero))),
        });
        await node.CallAsync("evm_setIntervalMining", 100);

        await UntilAsync(async () => (await FillsAsync(rig, rig.Tenant)).All(fill => fill.Settlement == "failed"));
        Assert.Equal(Usdc.Of(1000m), await chain.CollateralAsync(rig.Wallet, Ct));
        Assert.Equal([Shares.Zero], await chain.SharesAsync(rig.Wallet, [token], Ct));
        Assert.Equal(0, (await rig.Database.QueryAsync<long>("select count(*) from lot")).Single());
        await UntilAsync(async () => (await rig.AccountAsync()).Usdc == 1000m);   // the venue's books gave the money back as well
    }

    [Fact]
    public async Task Start_NoNodeThereOrARecordingToo_SaysWhatToDo()
    {
        var nobody = await Assert.ThrowsAsync<SimulatorStartException>(() => SimulatorHost.StartAsync(new() { SettleOn = new("http://127.0.0.1:1") }, TimeProvider.System, null, Ct));
        var both = await Assert.ThrowsAsync<SimulatorStartException>(() => SimulatorHost.StartAsync(new() { SettleOn = new("http://127.0.0.1:1"), ReplayFile = "rows.jsonl" }, TimeProvider.System, null, Ct));

        Assert.Contains("start.sh", nobody.Message, StringComparison.Ordinal);
        Assert.Contains("recording", both.Message, StringComparison.Ordinal);
    }

    private Task<EngineRig> StartAsync() => EngineRig.StartAsync(
        new() { Leaders = false, DataLag = TimeSpan.Zero, BlockTime = TimeSpan.FromMilliseconds(100), ConfirmedAfter = TimeSpan.FromMilliseconds(200), SettleOn = new(node.Url) },
        new() { ["Chain:FollowSeconds"] = "0.1", ["Chain:TimeoutSeconds"] = "60", ["Trading:ResolutionSeconds"] = "1", ["Trading:RedemptionSeconds"] = "0.5", ["Trading:ReadinessSeconds"] = "5" });

    private async Task<(TenantRef Tenant, WalletAddress Wallet)> OpenSafeAsync(EngineRig rig)
    {
        var tenant = await rig.Database.SeedTenantAsync();
        var connected = Assert.IsType<WalletResult.Done>(await rig.Get<ConnectWalletHandler>().HandleAsync(tenant,
            new ConnectWallet(null, null, SignatureType.Safe, Consent: true, new GrantTerms(Usdc.Of(20m), Usdc.Of(20_000m), 20_000)), Ct)).Connection;
        await node.DeploySafeAsync(connected.Funder, 1, connected.Signer);
        await rig.EnableAsync(tenant, connected.Funder);
        await UntilAsync(async () => (await rig.Get<IApprovalsQuery>().ReadAsync(tenant, Ct)).All(step => step.State == ApprovalState.Given));
        await UntilAsync(async () => (await rig.Database.QueryAsync<bool>("select approvals_ready_at is not null and collateral_balance > 0 from wallet_connection where billing_account_id = @Tenant", new { tenant.Tenant })).Single());
        return (tenant, connected.Funder);
    }

    private async Task<(ConditionId Condition, TokenId Token, int Outcome, decimal Price)> MarketAsync(EngineRig rig, bool negRisk)
    {
        var markets = (await _http.GetFromJsonAsync<JsonArray>(At(rig, "markets")))!.Where(market => market!["negRisk"]!.GetValue<bool>() == negRisk && !market["closed"]!.GetValue<bool>()).Select(market => market!["conditionId"]!.GetValue<string>()).ToHashSet();
        var token = (await rig.TokensAsync()).First(token => markets.Contains(token.ConditionId));
        var outcomes = (await _http.GetFromJsonAsync<JsonArray>(At(rig, "markets")))!.Single(market => market!["conditionId"]!.GetValue<string>() == token.ConditionId)!["tokens"]!.AsArray().Select(id => id!.GetValue<string>()).ToList();
        return (ConditionId.Parse(token.ConditionId), TokenId.Parse(token.TokenId), outcomes.IndexOf(token.TokenId), EngineRig.Marketable(token));
    }

    private static Task<IReadOnlyList<Fill>> FillsAsync(EngineRig rig, TenantRef tenant) =>
        rig.Database.QueryAsync<Fill>("select settlement, transaction_hash, shares from order_fill where billing_account_id = @Tenant", new { tenant.Tenant });

    private async Task<long> HeadAsync() => (await node.CallAsync("eth_blockNumber")).Count();

    private async Task PostAsync(EngineRig rig, string path, object request)
    {
        using var response = await _http.PostAsJsonAsync(At(rig, path), request);
        response.EnsureSuccessStatusCode();
    }

    private static Uri At(EngineRig rig, string path) => new(rig.Venue.BaseAddress.ToString().TrimEnd('/') + "/" + path);

    private static Task UntilAsync(Func<Task<bool>> condition) => Rig.UntilAsync(TimeSpan.FromSeconds(60), condition);

    private sealed record Fill
    {
        public string Settlement { get; init; } = "";

        public string? TransactionHash { get; init; }

        public decimal Shares { get; init; }
    }
}
