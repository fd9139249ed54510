using CopyTrade.Domain.Money;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Signals;
using CopyTrade.Infrastructure.Signals.Generator;
using CopyTrade.Tests.Domain.Signals;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Observation;
using CopyTrade.Tests.Infrastructure.Venue.Rest;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Signals;

public sealed class IntentGeneratorTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly ManualClock _clock = new(SignalText.At);
    private readonly string _folder = Directory.CreateTempSubdirectory("copytrade-emit-").FullName;

    private string File => Path.Combine(_folder, "intents.jsonl");

    [Fact]
    public async Task Emit_EachTradeOnce_AlsoAfterARestart()
    {
        await SeenAsync("buy", 100m, 0.5m);
        await SeenAsync("sell", 40m, 0.6m);

        Assert.Equal(2, await Generator().EmitAsync(CancellationToken.None));
        Assert.Equal(0, await Generator().EmitAsync(CancellationToken.None));   // another process: it knows what the table says
        await SeenAsync("buy", 10m, 0.5m);
        Assert.Equal(1, await Generator().EmitAsync(CancellationToken.None));

        var intents = Intents();
        Assert.Equal([OrderSide.Buy, OrderSide.Sell, OrderSide.Buy], intents.Select(intent => intent.Side));
        Assert.Equal((Usdc.Of(50m), Shares.Of(40m)), (intents[0].SizeUsdc!.Value, intents[1].SizeTokens!.Value));
        Assert.Equal((Price.Of(0.49m), Price.Of(0.51m)), (intents[0].Metadata.BestBid!.Value, intents[0].Metadata.BestAsk!.Value));
        Assert.Equal(1_500m, intents[0].Metadata.DetectionLatencyMs);
    }

    [Fact]
    public async Task Emit_AfterACutLine_WritesWholeLines()
    {
        await System.IO.File.WriteAllTextAsync(File, "{\"intent_id\":");
        await SeenAsync("buy", 100m, 0.5m);

        await Generator().EmitAsync(CancellationToken.None);

        Assert.Equal(2, (await System.IO.File.ReadAllLinesAsync(File)).Length);
        Assert.Single(Intents());
    }

    [Fact]
    public async Task Emit_WhatCannotBeWritten_StaysAndIsWrittenLater()
    {
        await SeenAsync("buy", 100m, 0.5m);
        Directory.CreateDirectory(File);

        Assert.Equal(0, await Generator().EmitAsync(CancellationToken.None));
        Directory.Delete(File);
        Assert.Equal(1, await Generator().EmitAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(200, "{\"status\":\"accepted\"}", true, null)]
    [InlineData(400, "{\"error\":\"x\",\"code\":\"duplicate\"}", true, null)]
    [InlineData(400, "{\"error\":\"x\",\"code\":\"stale\"}", true, "The intake refused an intent: stale.")]
    [InlineData(400, "no", false, "The address answers 400 and is no intake.")]
    [InlineData(401, "{}", false, "refuses the API key")]
    [InlineData(503, "{}", false, "answers 503.")]
    [InlineData(0, "", false, "does not answer.")]
    public async Task Post_ByTheAnswerOfTheIntake_IsDoneOrComesAgain(int status, string body, bool isDone, string? problem)
    {
        await using var intake = new RawVenue { Answer = _ => status == 0 ? null : RawVenue.Json(status, body) };
        using var sink = new HttpIntentSink(new Uri(intake.Url + "/intent?of=me"), "the-key");

        var outcome = await sink.WriteAsync("{\"intent_id\":1}", CancellationToken.None);

        Assert.Equal(isDone, outcome.IsDone);
        if (problem is null) Assert.Null(outcome.Problem);
        else Assert.Contains(problem, outcome.Problem, StringComparison.Ordinal);
        Assert.True(intake.Requests.TryPeek(out var request));
        Assert.Equal(("POST", "Bearer the-key", "{\"intent_id\":1}"), (request.Method, request.Headers["Authorization"], request.Body));
    }

    [Fact]
    public async Task Emit_ToAnIntakeThatIsAway_ComesAgainWithTheSameId()
    {
        await SeenAsync("buy", 100m, 0.5m);
        var answer = RawVenue.Json(503, "{}");
        await using var intake = new RawVenue { Answer = _ => answer };
        using var sink = new HttpIntentSink(new Uri(intake.Url + "/intent"), null);

        Assert.Equal(0, await Generator(sink).EmitAsync(CancellationToken.None));
        answer = RawVenue.Json(200, "{}");
        Assert.Equal(1, await Generator(sink).EmitAsync(CancellationToken.None));
        Assert.Equal(0, await Generator(sink).EmitAsync(CancellationToken.None));

        Assert.Equal(2, intake.Requests.Count);
        Assert.Single(intake.Requests.Select(request => request.Body).Distinct());
    }

    [Fact]
    public async Task Emit_AnOldTrade_IsLeftOut()
    {
        await SeenAsync("buy", 100m, 0.5m, age: TimeSpan.FromMinutes(61));

        Assert.Equal(0, await Generator().EmitAsync(CancellationToken.None));
    }

    [Fact]
    public void Make_TheSameTradeTwice_HasOneId()
    {
        var trade = new EmittedTrade("data-api:0x1:2:BUY:3", WalletAddress.Parse(SignalText.Trader), ConditionId.Parse("0x" + new string('a', 64)), TokenId.Parse("71"), "Kestrels \u0007", OrderSide.Sell, Shares.Of(40m), Price.Of(0.5m), "0xab", SignalText.At, SignalText.At);

        var intent = IntentMaker.Make(trade, null, Shares.Of(100m))!;

        Assert.Equal(IntentMaker.Make(trade, null, null)!.Id, intent.Id);
        Assert.Equal(intent, Assert.IsType<SignalParse.Valid>(SignalText.Parse(SignalIntentText.Write(intent))).Intent);
        Assert.Equal((0.4m, "Kestrels"), (SignalPlanner.FractionOf(intent), intent.Outcome));
    }

    /// <summary>R1.1: a secret lies in the database; the generator's login can do all of its work and cannot read it.</summary>
    [Fact]
    public async Task Generator_WithAPlantedSecret_CannotReadIt()
    {
        var tenant = await database.SeedTenantAsync();
        await database.ExecuteAsync("""
            insert into wallet_connection (id, billing_account_id, signer, funder, signature_type, consented_at, created_at) values (@id, @Tenant, @wallet, @wallet, 0, now(), now());
            insert into wallet_secret (connection_id, billing_account_id, purpose, wrapped_key, ciphertext, created_at) values (@id, @Tenant, 'signing-key', 'canary', 'canary', now())
            """, new { id = Guid.NewGuid(), tenant.Tenant, wallet = "0x" + new string('c', 40) });
        await SeenAsync("buy", 100m, 0.5m);

        Assert.Equal(1, await Generator().EmitAsync(CancellationToken.None));
        foreach (var table in (string[])["wallet_secret", "api_key", "wallet_connection", "wallet_grant", "trade_order", "signal_intent", "signal_profile", "data_protection_key", "asp_net_users"])
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => AsWatcherAsync($"select * from {table}"))).SqlState);
        foreach (var change in (string[])["insert into trade_order (id) values (gen_random_uuid())", "select enumerate_tenants()", "set role copytrade_owner", "set role copytrade_worker"])
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => AsWatcherAsync(change))).SqlState);
        Assert.DoesNotContain("canary", await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public void Generator_ByItsParts_AsksForNothingThatReachesAKey()
    {
        var parts = typeof(IntentGenerator).GetConstructors().Concat(typeof(EmissionLog).GetConstructors()).SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType);

        Assert.DoesNotContain(parts, part => part.Namespace!.Contains("Custody", StringComparison.Ordinal) || part.Namespace.Contains("Signing", StringComparison.Ordinal) || part == typeof(TenantScopes));
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        database.ExecuteAsync("delete from observed_fill").GetAwaiter().GetResult();
    }

    private async Task AsWatcherAsync(string sql)
    {
        await using var connection = await database.Databases.Watcher.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }

    private Task SeenAsync(string side, decimal shares, decimal price, TimeSpan? age = null)
    {
        var at = _clock.GetUtcNow() - (age ?? TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromSeconds(2));
        return database.ExecuteAsync("""
            insert into observed_fill (fill_id, wallet, transaction_hash, condition_id, token_id, side, shares, price, leg_count, legs, filled_at, observed_at, source, outcome)
            values (@id, @wallet, @hash, @condition, '71', @side, @shares, @price, 1, '[]', @at, @observed, 'wallet-drain', 'Yes')
            """, new { id = "data-api:" + Guid.NewGuid(), wallet = SignalText.Trader, hash = "0x" + new string('e', 64), condition = "0x" + new string('a', 64), side, shares, price, at = at.UtcDateTime, observed = at.AddMilliseconds(1_500).UtcDateTime });
    }

    private List<SignalIntent> Intents() => [.. System.IO.File.ReadAllLines(File).Select(SignalText.Parse).OfType<SignalParse.Valid>().Select(valid => valid.Intent)];

    private IntentGenerator Generator(IIntentSink? sink = null) =>
        new(new EmissionLog(database.Databases), sink ?? new FileIntentSink(File), new Book(), new FakeTradeRecord(), Options.Create(new SignalOptions()), _clock, NullLogger<IntentGenerator>.Instance);

    private sealed class Book : IOrderBooks
    {
        public Task<OrderBook?> FindAsync(TokenId token, CancellationToken ct) =>
            Task.FromResult<OrderBook?>(new(token, [new(Price.Of(0.49m), Shares.Of(10m))], [new(Price.Of(0.51m), Shares.Of(10m))], SignalText.At));
    }
}
