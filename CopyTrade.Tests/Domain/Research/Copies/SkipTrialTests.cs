using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Targets;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Domain.Mirroring;

namespace CopyTrade.Tests.Domain.Research.Copies;

public sealed class SkipTrialTests
{
    [Fact]
    public void Of_TwoRulesInTheWay_TakesBothOffAndNamesTheSecond()
    {
        var input = new MirrorInputBuilder { Rules = new CopyRules { MaxPrice = 0.5m, TargetMinimumUsdc = 100m } }.Build();

        var trial = SkipTrial.Of(input, SkipReason.OutsidePriceBand);

        Assert.Equal([SkipReason.BelowTargetMinimum], trial.Also);
        Assert.Equal((5m, 0.62m, EntryBasis.TheirPrice), (trial.Entry!.Shares.Quantity, trial.Entry.Price.Value, trial.Entry.Basis));
    }

    [Fact]
    public void Of_StoredBook_BuysNoMoreThanWasOfferedAtTheBestAsk()
    {
        var book = new BookFacts(Price.Of(0.60m), Price.Of(0.65m), Usdc.Of(1.30m), MirrorInputBuilder.Now);
        var input = new MirrorInputBuilder { Book = book, Rules = new CopyRules { MaxSpread = 0.01m } }.Build();

        var trial = SkipTrial.Of(input, SkipReason.SpreadTooWide);

        Assert.Equal((2m, 0.65m, EntryBasis.Book), (trial.Entry!.Shares.Quantity, trial.Entry.Price.Value, trial.Entry.Basis));
    }

    [Fact]
    public void Of_FactInTheWay_HasNoFigureAndSaysWhy()
    {
        var trial = SkipTrial.Of(new MirrorInputBuilder { MarketKnown = false }.Build(), SkipReason.MarketUnknown);

        Assert.Null(trial.Entry);
        Assert.Equal("No rule stood in the way, but a fact: market unknown.", trial.Why);
    }

    // Whatever was stored and whatever refused it: an answer, never an exception and never an endless row of rules.
    [Fact]
    public void Of_AnySkip_HasAFigureOrAReason()
    {
        var skips = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var input = new RandomInputs(seed).Next();
            if (MirrorPlanner.Plan(input) is not MirrorDecision.Skip skip) continue;
            skips++;

            var trial = SkipTrial.Of(input, skip.Reason);

            Assert.True(trial.Entry is null != trial.Why is null);
        }

        Assert.InRange(skips, 50, 400);
    }

    [Theory]
    [InlineData(WhatIfField.MaxPrice, 0.5, 0)]
    [InlineData(WhatIfField.MaxPrice, 0.7, 1)]
    [InlineData(WhatIfField.MinPrice, 0.7, 0)]
    [InlineData(WhatIfField.TargetMinimum, 100, 0)]
    [InlineData(WhatIfField.OwnMinimum, 10, 0)]
    [InlineData(WhatIfField.Percentage, 1, 0)]
    [InlineData(WhatIfField.MaxPerTrade, 1, 0)]
    public void Run_OneRuleAtAnotherValue_IsJudgedByThePlanner(WhatIfField field, double value, int copied)
    {
        var trade = new WhatIfTrade(Guid.NewGuid(), new MirrorInputBuilder().Build(), new ModelExit(0.72m, true));

        var trial = WhatIf.Run([trade], field, (decimal)value);

        Assert.Equal((1, 0.5m, copied), (trial.Before.Copied, trial.Before.Profit, trial.After.Copied));
        Assert.Equal(1 - copied, trial.Dropped.Count);
    }

    [Fact]
    public void Run_EndNotKnown_IsCountedAndInNoSum()
    {
        var trial = WhatIf.Run([new(Guid.NewGuid(), new MirrorInputBuilder().Build(), null)], WhatIfField.MaxSpread, 0.01m);

        Assert.Equal((1, 0m, 1, 1), (trial.After.Copied, trial.After.Profit, trial.After.Unpriced, trial.WithoutBook));
    }
}
