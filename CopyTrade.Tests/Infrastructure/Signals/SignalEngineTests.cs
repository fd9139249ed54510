using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Signals;
using CopyTrade.Infrastructure.Signals;
using CopyTrade.Tests.Domain.Signals;
using CopyTrade.Tests.Faults;

namespace CopyTrade.Tests.Infrastructure.Signals;

/// <summary>From an intent to a confirmed order at the simulator, through the one authoriser, with the whole engine.</summary>
public sealed class SignalEngineTests
{
    // On a venue whose prices stand: an intent is judged by the book of its own moment, however late the engine gets to it.
    private static readonly SignalTerms Terms = SignalText.Terms with { MaxAgeSeconds = 600, Sizing = new SignalSizing.Fixed(Usdc.Of(5m)) };

    [Fact]
    public async Task Intent_AcceptedTwiceAndAfterARestart_IsOneConfirmedOrder()
    {
        await using var rig = await EngineRig.StartAsync(EngineRig.Still);
        await AddProfileAsync(rig, Terms);
        var document = Buy((await rig.TokensAsync())[0]);

        Assert.IsType<IntakeResult.Accepted>(await AcceptAsync(rig, document));
        await ConfirmedAsync(rig, 1);
        await rig.PauseAsync();
        await rig.RunAsync();
        Assert.Equal(SignalReject.Duplicate, Assert.IsType<IntakeResult.Refused>(await AcceptAsync(rig, document)).Code);

        await rig.AssertAcceptedAsync(1);
        Assert.Equal(["signal"], await rig.Database.QueryAsync<string>("select origin from trade_order"));
        await Invariants.CheckAsync(rig);
    }

    [Fact]
    public async Task Sale_OfAPartOfTheirs_SellsTheSamePartOfOursAndNoMore()
    {
        await using var rig = await EngineRig.StartAsync(EngineRig.Still);
        await AddProfileAsync(rig, Terms with { MaxSlippagePercent = 100m });
        var token = (await rig.TokensAsync())[0];
        await AcceptAsync(rig, Buy(token));
        await ConfirmedAsync(rig, 1);
        var bought = (await rig.Database.QueryAsync<decimal>("select sum(remaining) from lot")).Single();

        await AcceptAsync(rig, Sell(token, tokens: 40m, before: 100m));
        await ConfirmedAsync(rig, 2);

        var left = (await rig.Database.QueryAsync<decimal>("select sum(remaining) from lot")).Single();
        Assert.Equal(decimal.Round(bought * 0.4m, 2, MidpointRounding.ToZero), bought - left);
        await AcceptAsync(rig, Sell(token, tokens: 40m, before: 100m).With("source_trader", "0x" + new string('2', 40)));
        Assert.Contains("trader_not_allowed", await rig.Database.QueryAsync<string>("select code from signal_rejection"));
    }

    [Fact]
    public async Task Intent_OfAProfileThatObserves_IsJudgedAndNotOrdered()
    {
        await using var rig = await EngineRig.StartAsync(EngineRig.Still);
        await AddProfileAsync(rig, Terms with { IsObserveOnly = true });

        await AcceptAsync(rig, Buy((await rig.TokensAsync())[0]));
        await DecidedAsync(rig, 1);

        Assert.Equal(["observed"], await rig.Database.QueryAsync<string>("select status from signal_intent"));
        Assert.Empty(await rig.Database.QueryAsync<Guid>("select id from trade_order"));
    }

    [Fact]
    public async Task Intents_ThatTheBookOrTheMarketRefuse_SayWhyAndOrderNothing()
    {
        await using var rig = await EngineRig.StartAsync(EngineRig.Still);
        await AddProfileAsync(rig, Terms);
        var token = (await rig.TokensAsync())[0];
        var moved = Buy(token);
        moved["metadata"]!["best_ask"] = token.BestAsk!.Value * 0.5m;

        await AcceptAsync(rig, moved);
        await AcceptAsync(rig, Buy(token).With("price_limit", 0.01m));
        await AcceptAsync(rig, Buy(token).With("market_id", "0x" + new string('9', 64)));
        await AcceptAsync(rig, Sell(token, 10m, 10m));
        await DecidedAsync(rig, 4);

        Assert.Equal(["market_unknown", "no_tracked_purchases", "price_above_limit", "slippage_too_high"], await rig.Database.QueryAsync<string>("select code from signal_intent order by code"));
        await rig.AssertAcceptedAsync(0);
    }

    [Fact]
    public async Task Intent_AboveTheGrant_IsDeniedByTheOneAuthoriser()
    {
        await using var rig = await EngineRig.StartAsync(EngineRig.Still);
        await AddProfileAsync(rig, Terms with { Sizing = new SignalSizing.Fixed(Usdc.Of(50m)) });

        await AcceptAsync(rig, Buy((await rig.TokensAsync())[0]));
        await Rig.UntilAsync(TimeSpan.FromSeconds(15), async () => (await rig.Database.QueryAsync<string>("select coalesce(failure, '') from trade_order")).Contains("cap_exceeded_per_order"));

        await rig.AssertAcceptedAsync(0);
    }

    [Theory, InlineData(CrashPoint.BeforeInsert), InlineData(CrashPoint.AfterInsert), InlineData(CrashPoint.AfterResponseBeforeUpdate)]
    public async Task Engine_KilledOnTheWay_LeavesOneOrderAfterRestart(CrashPoint point)
    {
        await using var rig = await EngineRig.StartAsync(EngineRig.Still);
        await AddProfileAsync(rig, Terms);
        var token = (await rig.TokensAsync())[0];
        await rig.PauseAsync();
        using (var wakeUp = new SignalWakeUp())
            await new SignalIntake(rig.Database.Scopes, wakeUp, TimeProvider.System).AcceptAsync(rig.Tenant, null, Encoding.UTF8.GetBytes(Buy(token).ToJsonString()), SignalChannel.Http, CancellationToken.None);

        await using (var engine = AppProcess.Start(
            "CopyTrade.Tests.dll", [CrashEngine.Verb, rig.Database.ConnectionString, point.ToString(), "0", .. rig.Settings.Select(setting => $"{setting.Key}={setting.Value}")], new Dictionary<string, string>()))
        {
            await Rig.UntilAsync(TimeSpan.FromSeconds(30), () => Task.FromResult(engine.HasExited));
            Assert.NotEqual(0, engine.ExitCode);
        }

        await rig.RunAsync();
        await ConfirmedAsync(rig, 1);
        await rig.AssertAcceptedAsync(1);
        await Invariants.CheckAsync(rig);
    }

    private static async Task AddProfileAsync(EngineRig rig, SignalTerms terms) =>
        Assert.IsType<SignalProfileChange.Done>(await rig.Get<ISignalProfiles>().CreateAsync(rig.Tenant, "default", terms, "test", CancellationToken.None));

    private static Task<IntakeResult> AcceptAsync(EngineRig rig, JsonObject document) =>
        rig.Get<SignalIntake>().AcceptAsync(rig.Tenant, null, Encoding.UTF8.GetBytes(document.ToJsonString()), SignalChannel.Http, CancellationToken.None);

    internal static JsonObject Buy(SimulatorControl.Token token, Guid? id = null) => Of(SignalText.Buy(id, at: TimeProvider.System.GetUtcNow()), token);

    internal static JsonObject Sell(SimulatorControl.Token token, decimal tokens, decimal before) =>
        Of(SignalText.Sell(tokens, before).With("timestamp", TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)), token);

    private static JsonObject Of(JsonObject document, SimulatorControl.Token token)
    {
        document.With("market_id", token.ConditionId).With("token_id", token.TokenId);
        document["metadata"]!["best_ask"] = token.BestAsk;
        document["metadata"]!["best_bid"] = token.BestAsk!.Value - token.Tick;
        return document;
    }

    private static Task ConfirmedAsync(EngineRig rig, int orders) => Rig.UntilAsync(TimeSpan.FromSeconds(25), async () =>
        (await rig.Database.QueryAsync<long>("select count(distinct order_id) from order_fill where settlement = 'confirmed'")).Single() >= orders);

    private static Task DecidedAsync(EngineRig rig, int intents) => Rig.UntilAsync(TimeSpan.FromSeconds(15), async () =>
        (await rig.Database.QueryAsync<long>("select count(*) from signal_intent where status <> 'queued'")).Single() >= intents);
}
