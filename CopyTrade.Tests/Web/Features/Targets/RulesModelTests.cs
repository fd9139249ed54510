using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Targets;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Web.Features.Targets;

public sealed class RulesModelTests
{
    private readonly FakeData _data = SampleDay.Create(40);
    private readonly RulesModel _model;

    public RulesModelTests() => _model = new RulesModel(_data, _data, _data, _data, Pages.Tenants, _data, Pages.Clock(), NullLogger<RulesModel>.Instance) { Id = _data.Cards[0].Target.Id };

    [Fact]
    public async Task Preview_EditedRules_AreJudgedByThePlannerBesideTheSavedOnes()
    {
        await _model.LoadAsync();
        _model.Form.Amount = 8m;

        var copied = _model.Preview.Where(t => t.OursUsd is not null).ToList();

        Assert.NotEmpty(copied);
        Assert.All(copied, t => Assert.InRange(t.OursUsd!.Value, 7.5m, 8m));
        Assert.All(copied, t => Assert.InRange(t.SavedUsd!.Value, 4.5m, 5m));
        Assert.Contains(_model.Preview, t => t.SkipCode == "position_cap_reached");
    }

    [Fact]
    public async Task Save_ChangedRules_ListsThemAndKeepsThem()
    {
        await _model.LoadAsync();
        (_model.Form.Amount, _model.Form.Max) = (8m, 40m);
        Assert.Equal([("How to size", "fixed $5.00", "fixed $8.00"), ("Most on one outcome", "$25.00", "$40.00")], _model.Changes);

        Assert.True(await _model.SaveAsync());

        Assert.Equal(((SizingPolicy)new SizingPolicy.Fixed(Usdc.Of(8m)), 40m), (_data.Cards[0].Target.Sizing, _data.Cards[0].Target.MaxPerTrade.Amount));
        Assert.Empty(_model.Changes);
    }

    [Fact]
    public async Task Load_WhileEditing_DoesNotThrowTheEditsAway()
    {
        await _model.LoadAsync();
        _model.Form.Max = 99m;

        await _model.LoadAsync();

        Assert.Equal(99m, _model.Form.Max);
    }
}
