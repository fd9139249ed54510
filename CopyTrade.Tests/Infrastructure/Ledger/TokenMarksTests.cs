using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Ledger;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Mirroring;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Infrastructure.Ledger;

public sealed class TokenMarksTests : IClassFixture<DatabaseFixture>
{
    private readonly DatabaseFixture _database;
    private readonly ManualClock _clock = new();
    private readonly MarkStage _venue = new();
    private readonly TokenMarks _marks;
    private readonly TokenId _token = MirrorHouse.NewToken();

    public TokenMarksTests(DatabaseFixture database) =>
        (_database, _marks) = (database, new(database.Databases, _venue, _venue, _clock));

    private DateTimeOffset Now => _clock.GetUtcNow();

    [Fact]
    public async Task At_NothingKnown_IsAbsentRatherThanZero() => Assert.Empty(await _marks.AtAsync([_token], Now, default));

    [Fact]
    public async Task At_SeveralPrices_GivesTheLatestThatIsNotLater()
    {
        _venue.Points.AddRange([new(Now.AddHours(-3), Price.Of(0.30m)), new(Now.AddHours(-2), Price.Of(0.40m)), new(Now.AddHours(-1), Price.Of(0.50m))]);
        await _marks.FillAsync([_token], Now.AddHours(-6), Now, default);

        Assert.Equal(new TokenMark(_token, Price.Of(0.40m), Now.AddHours(-2), MarkSource.History), (await _marks.AtAsync([_token], Now.AddMinutes(-61), default))[_token]);
        Assert.Equal(Price.Of(0.50m), (await _marks.AtAsync([_token], Now, default))[_token].Value);
        Assert.Empty(await _marks.AtAsync([_token], Now.AddHours(-4), default));
    }

    [Fact]
    public async Task At_MarketDecided_ThePayoutStandsFromThenOnAndNotBefore()
    {
        _venue.Points.Add(new(Now.AddHours(-3), Price.Of(0.30m)));
        await _marks.FillAsync([_token], Now.AddHours(-6), Now, default);
        await ResolveAsync(_token, 1m, Now.AddHours(-1));
        _venue.Hear(_token, 0.20m, 0.22m, Now);

        Assert.Equal((Price.Of(1m), MarkSource.Resolution), ValueOf(await _marks.AtAsync([_token], Now, default)));
        Assert.Equal((Price.Of(0.30m), MarkSource.History), ValueOf(await _marks.AtAsync([_token], Now.AddHours(-2), default)));
    }

    [Theory]
    [InlineData(0.40, 0.44, 1, 0.42)]       // fresh and narrow
    [InlineData(0.40, 0.44, 10, null)]      // heard of too long ago
    [InlineData(0.10, 0.90, 1, null)]       // the middle of nothing
    public async Task At_LiveBook_CountsOnlyWhileItSaysSomething(double bid, double ask, int minutesAgo, double? expected)
    {
        _venue.Hear(_token, (decimal)bid, (decimal)ask, Now.AddMinutes(-minutesAgo));
        var marks = await _marks.AtAsync([_token], Now, default);

        Assert.Equal((decimal?)expected, marks.GetValueOrDefault(_token)?.Value.Value);
    }

    [Fact]
    public async Task Fill_WhatWasReadBefore_IsNotAskedAgain()
    {
        await _marks.FillAsync([_token], Now.AddDays(-2), Now.AddDays(-1), default);
        await _marks.FillAsync([_token], Now.AddDays(-2), Now.AddDays(-1), default);
        Assert.Single(_venue.Asked);

        await _marks.FillAsync([_token], Now.AddDays(-3), Now.AddHours(5), default);
        Assert.Equal([(Now.AddDays(-3), Now.AddDays(-2)), (Now.AddDays(-1).AddMinutes(-65), Now)], _venue.Asked.Skip(1).Select(asked => (asked.From, asked.To)));
    }

    [Fact]
    public async Task Fill_VenueDown_SaysSoAndIsAskedAgainLater()
    {
        _venue.IsDown = true;
        await Assert.ThrowsAsync<VenueUnavailableException>(() => _marks.FillAsync([_token], Now.AddDays(-1), Now, default));
        _venue.IsDown = false;
        await _marks.FillAsync([_token], Now.AddDays(-1), Now, default);

        Assert.Single(_venue.Asked);
    }

    [Fact]
    public async Task Job_HeldTokens_AreMarkedOnceAnHourAndBeforeMidnight()
    {
        var tenant = await _database.SeedTenantAsync();
        await HoldAsync(tenant, _token);
        _venue.Books[_token] = MarkStage.Book(_token, 0.40m, 0.42m, Now);
        var job = new MarksJob(_database.Databases, _database.Scopes, _marks, _venue, _venue, _clock, NullLogger<MarksJob>.Instance);

        Assert.Equal(new JobReport(1, 1), await job.RunAsync([tenant], default));
        Assert.Equal(JobReport.Nothing, await job.RunAsync([tenant], default));
        Assert.Equal(Price.Of(0.41m), (await _marks.AtAsync([_token], Now, default))[_token].Value);

        _clock.Advance(TimeSpan.FromHours(1));
        _venue.Books[_token] = MarkStage.Book(_token, 0.50m, 0.52m, Now);
        Assert.Equal(new JobReport(1, 1), await job.RunAsync([tenant], default));

        _clock.Advance(Now.UtcDateTime.Date.AddDays(1).AddMinutes(-20) - Now.UtcDateTime);
        _venue.Books[_token] = MarkStage.Book(_token, 0.60m, 0.62m, Now);
        Assert.Equal(1, (await job.RunAsync([tenant], default)).Changed);
        _clock.Advance(TimeSpan.FromMinutes(14));
        _venue.Books[_token] = MarkStage.Book(_token, 0.70m, 0.72m, Now);
        Assert.Equal(1, (await job.RunAsync([tenant], default)).Changed);

        await ResolveAsync(_token, 0m, Now);
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(JobReport.Nothing, await job.RunAsync([tenant], default));
    }

    [Fact]
    public async Task Event_OfWhichSomethingIsHeld_IsReadMarkedAndValuedTogether()
    {
        var tenant = await _database.SeedTenantAsync();
        var (held, other, no, otherNo) = (_token, MirrorHouse.NewToken(), MirrorHouse.NewToken(), MirrorHouse.NewToken());
        var (condition, group) = (Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"));
        await HoldAsync(tenant, held, "0x" + condition);
        await _database.ExecuteAsync("insert into market_category (condition_id, category, read_at, event_group, yes_token, grouped_at) values (@condition, 'politics', @Now, @group, @yes, @Now)", new { condition = "0x" + condition, Now, group, yes = held.Value });
        var venue = new GivenEvent([new(ConditionId.Parse("0x" + condition), held, no), new(ConditionId.Parse("0x" + new string('2', 64)), other, otherNo)]);
        var reader = new EventReader(_database.Scopes, venue, _clock, NullLogger<EventReader>.Instance);
        foreach (var (token, bid) in ((TokenId, decimal)[])[(held, 0.62m), (other, 0.42m)]) _venue.Books[token] = MarkStage.Book(token, bid, bid + 0.02m, Now);

        Assert.Equal(1, await reader.RunAsync([tenant], default));
        Assert.Equal(0, await reader.RunAsync([tenant], default));
        var job = new MarksJob(_database.Databases, _database.Scopes, _marks, _venue, _venue, _clock, NullLogger<MarksJob>.Instance);
        Assert.Equal(new JobReport(2, 2), await job.RunAsync([tenant], default));

        // 63 and 43 cents are together more than a dollar, of which one of the two is certain.
        var mark = Assert.Single(await _marks.AtAsync([held], Now, default)).Value;
        Assert.Equal((Price.RoundNearest(0.63m / 1.06m), true), (mark.Value, mark.IsTogether));
        _clock.Advance(TimeSpan.FromHours(7));
        venue.Questions = [];
        Assert.Equal(1, await reader.RunAsync([tenant], default));
        Assert.Equal(Price.Of(0.63m), (await _marks.AtAsync([held], Now, default))[held].Value);
    }

    private sealed class GivenEvent(IReadOnlyList<EventQuestion> questions) : IEventQuestions
    {
        public IReadOnlyList<EventQuestion> Questions { get; set; } = questions;

        public Task<IReadOnlyList<EventQuestion>> FindAsync(ConditionId condition, CancellationToken ct) => Task.FromResult(Questions);
    }

    private static (Price, MarkSource) ValueOf(IReadOnlyDictionary<TokenId, TokenMark> marks) => (Assert.Single(marks).Value.Value, marks.Values.Single().Source);

    private Task ResolveAsync(TokenId token, decimal payout, DateTimeOffset at) => _database.ExecuteAsync(
        "insert into market_resolution (condition_id, token_id, payout, source, resolved_at) values ('0x' || lpad(right(@token, 30), 64, '0'), @token, @payout, 'venue', @at)", new { token, payout, at });

    private Task HoldAsync(TenantRef tenant, TokenId token, string? condition = null) => _database.ExecuteAsync("""
        insert into trade_order (id, billing_account_id, idempotency_key, origin, book, condition_id, token_id, neg_risk, side, limit_price, shares, notional, tick_size, time_in_force, valid_until, mode, status, created_at)
        values (@id, @Tenant, '0x' || repeat('ab', 32), 'manual', 'manual', @condition, @token, false, 'buy', 0.5, 10, 5, 0.01, 'fak', @now, 'demo', 'filled', @now);
        insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, is_taker, settlement, matched_at, updated_at) values (@id, @Tenant, @id, 't', 10, 0.5, true, 'confirmed', @now, @now);
        insert into lot (id, billing_account_id, order_fill_id, book, condition_id, token_id, shares, remaining, price, cost, opened_at) values (@id, @Tenant, @id, 'manual', @condition, @token, 10, 10, 0.5, 5, @now);
        """, new { id = Guid.NewGuid(), tenant.Tenant, token, condition = condition ?? "0x" + new string('1', 64), now = Now });
}
