using System.Net.Http.Json;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Trading.Readiness;
using CopyTrade.Infrastructure.Venue.Chain;
using CopyTrade.Tests.Faults;

namespace CopyTrade.Tests.Chain;

/// <summary>The whole engine against the demo venue's own chain: the ceremony, and redeeming what a market pays.</summary>
public sealed class CeremonyTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler());
    private readonly HoldingClock _venueClock = new();
    private EngineRig _rig = null!;

    private static CancellationToken Ct => CancellationToken.None;

    public async Task InitializeAsync() => _rig = await EngineRig.StartAsync(
        new() { Leaders = false, DataLag = TimeSpan.Zero, MinedAfter = TimeSpan.FromMilliseconds(50), ConfirmedAfter = TimeSpan.FromMilliseconds(50), BlockTime = TimeSpan.FromMilliseconds(150) },
        new() { ["Chain:FollowSeconds"] = "0.1", ["Chain:TimeoutSeconds"] = "60" }, _venueClock);

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task EnableTrading_ApprovalsTakenBack_SendsEachMissingOneOnceAndMakesTheWalletReady()
    {
        await FundAsync(new { address = _rig.Wallet.Value, usdc = 50, allowances = false });
        _rig.Get<ReadinessRequests>().Raise(_rig.Tenant);
        await UntilAsync(async () => (await ProblemAsync()) is { } problem && problem.StartsWith("6 of the wallet's approvals are missing", StringComparison.Ordinal));

        await Task.WhenAll(EnableAsync(), EnableAsync(), EnableAsync());

        await UntilAsync(async () => (await _rig.Get<IApprovalsQuery>().ReadAsync(_rig.Tenant, Ct)).All(step => step.State == ApprovalState.Given));
        await UntilAsync(async () => await _rig.Database.QueryAsync<string>("select status from chain_transaction") is { Count: 6 } all && all.All(status => status == "confirmed"));
        await UntilAsync(async () => await ProblemAsync() is null);
        Assert.Equal(6, (await _rig.Database.QueryAsync<long>("select distinct nonce from chain_transaction")).Count);
        Assert.All((await EnableAsync())!, step => Assert.Equal(ApprovalState.Given, step.State));

        await _rig.Get<RevokeConnectionHandler>().HandleAsync(_rig.Tenant, Ct);
        Assert.Null(await EnableAsync());
        Assert.Empty(await _rig.Get<IApprovalsQuery>().ReadAsync(_rig.Tenant, Ct));
    }

    [Fact]
    public async Task Redeem_MarketResolved_PaysAndIsSeenOnTheChain()
    {
        var token = (await _rig.TokensAsync())[0];
        var condition = ConditionId.Parse(token.ConditionId);
        await FundAsync(new { address = _rig.Wallet.Value, usdc = 50, tokenId = token.TokenId, shares = 8 });
        var wallet = (await TenantWallets.ReadAsync(_rig.Database.Scopes, [_rig.Tenant], Ct)).Single().Wallet;
        var (chain, redemption) = (_rig.Get<IChainState>(), _rig.Get<IRedemption>());
        Assert.Equal([Shares.Of(8m)], await chain.SharesAsync(_rig.Wallet, [TokenId.Parse(token.TokenId)], Ct));
        Assert.Null(await chain.PayoutAsync(condition, Ct));
        var outcome = await OutcomeOfAsync(token);
        var negRisk = outcome.NegRisk;

        await PostAsync("resolve", new { conditionId = token.ConditionId, outcome = outcome.Index });
        Assert.True((await chain.PayoutAsync(condition, Ct))!.Pays(outcome.Index));
        _venueClock.Hold();   // it is in no block before it is asked for again
        var sent = Assert.IsType<SendOutcome.OnItsWay>(await redemption.SubmitAsync(_rig.Tenant, wallet, condition, negRisk, Ct));
        var again = Assert.IsType<SendOutcome.OnItsWay>(await redemption.SubmitAsync(_rig.Tenant, wallet, condition, negRisk, Ct));
        _venueClock.Release();

        Assert.Equal((sent.Hash, false), (again.Hash, again.IsNew));
        await UntilAsync(async () => (await redemption.StatusAsync(_rig.Tenant, sent.Transaction, Ct))!.Status == TransactionStatus.Confirmed);
        Assert.Equal(Usdc.Of(58m), await chain.CollateralAsync(_rig.Wallet, Ct));
        Assert.Equal([Shares.Zero], await chain.SharesAsync(_rig.Wallet, [TokenId.Parse(token.TokenId)], Ct));
    }

    [Fact]
    public async Task Fills_OfTheDemoVenue_AreLoggedOnItsChain()
    {
        var leader = EngineRig.Leader(1);
        await _rig.FollowAsync(leader);
        var token = (await _rig.TokensAsync())[0];
        await _rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await _rig.SettledAsync(1);
        var order = (await _rig.Database.QueryAsync<string>("select venue_order_id from trade_order where matched_shares > 0")).Single();

        IReadOnlyList<ChainFill> fills = [];
        await UntilAsync(async () => (fills = await _rig.Get<IChainState>().FillsAsync(_rig.Wallet, 0, long.MaxValue, Ct)).Count > 0);

        var settled = (await _rig.Database.QueryAsync<decimal>("select sum(shares) from order_fill")).Single();
        Assert.All(fills, fill => Assert.Equal((order, OrderSide.Buy, TokenId.Parse(token.TokenId)), (fill.OrderHash.Value, fill.Side, fill.Token)));
        Assert.Equal(settled, fills.Sum(fill => fill.Shares.Quantity));
        Assert.Equal(fills, await _rig.Get<IChainState>().FillsAsync(fills[0].Transaction, Ct) is { } own ? [.. own.Where(fill => fill.Maker == _rig.Wallet)] : []);
    }

    [Fact]
    public async Task SendRaw_BytesThatAreNotSignedOrNotOurs_AreRefused()
    {
        foreach (var raw in new[] { "0x", "0x02", "0x02c0", "0x01c0", "0xf86c" + new string('0', 60), "0x02f8" + new string('f', 80) })
            Assert.Contains("error", await RpcAsync("eth_sendRawTransaction", raw), StringComparison.Ordinal);
        Assert.Contains("\"result\":null", await RpcAsync("eth_getTransactionReceipt", "0x" + new string('1', 64)), StringComparison.Ordinal);
        Assert.Contains("-32601", await RpcAsync("eth_accounts"), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<ApprovalView>?> EnableAsync() => await _rig.Get<EnableTradingHandler>().HandleAsync(_rig.Tenant, Ct);

    private async Task<string?> ProblemAsync() => (await _rig.Database.QueryAsync<string?>("select readiness_problem from wallet_connection where billing_account_id = @Tenant", new { _rig.Tenant.Tenant })).Single();

    private async Task<(int Index, bool NegRisk)> OutcomeOfAsync(SimulatorControl.Token token)
    {
        var market = await _rig.Get<IMarketCatalog>().FindAsync(ConditionId.Parse(token.ConditionId), TokenId.Parse(token.TokenId), Ct);
        var tokens = (await _http.GetFromJsonAsync<System.Text.Json.Nodes.JsonArray>(new Uri(_rig.Venue.BaseAddress.ToString().TrimEnd('/') + "/markets")))!.Single(m => m!["conditionId"]!.GetValue<string>() == token.ConditionId)!["tokens"]!.AsArray();
        return (tokens.Select(t => t!.GetValue<string>()).ToList().IndexOf(token.TokenId), market!.NegRisk);
    }

    private Task FundAsync(object request) => PostAsync("fund", request);

    private async Task PostAsync(string path, object request)
    {
        using var response = await _http.PostAsJsonAsync(new Uri(_rig.Venue.BaseAddress.ToString().TrimEnd('/') + "/" + path), request);
        response.EnsureSuccessStatusCode();
    }

    private async Task<string> RpcAsync(string method, params object[] parameters)
    {
        using var response = await _http.PostAsJsonAsync(new Uri(_rig.Settings["Polymarket:ChainRpcUrl"]!), new { jsonrpc = "2.0", id = 1, method, @params = parameters });
        return await response.Content.ReadAsStringAsync();
    }

    private static Task UntilAsync(Func<Task<bool>> condition) => Rig.UntilAsync(TimeSpan.FromSeconds(60), condition);
}
