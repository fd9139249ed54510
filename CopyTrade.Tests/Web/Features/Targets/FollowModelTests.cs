using CopyTrade.Domain.Targets;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Targets;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Web.Features.Targets;

public sealed class FollowModelTests
{
    private readonly FakeData _data = SampleDay.Create(0);
    private readonly FollowModel _model;

    public FollowModelTests() => _model = new FollowModel(_data, _data, _data, _data, Pages.Tenants, NullLogger<FollowModel>.Instance);

    [Theory]
    [InlineData(null, "That is no wallet")]
    [InlineData("0x123", "That is no wallet")]
    [InlineData("target", "You follow this wallet already, as quiet.harbor")]
    [InlineData("own", "That is your own wallet")]
    public async Task Look_NotToBeFollowed_SaysWhyAndAsksNothing(string? text, string problem)
    {
        _model.Text = text switch { "target" => _data.Cards[0].Target.Wallet.Value.ToUpperInvariant().Replace("0X", "0x", StringComparison.Ordinal), "own" => PageData.Wallet(99).Value, _ => text };

        await _model.LookAsync(default);

        Assert.StartsWith(problem, _model.WalletProblem, StringComparison.Ordinal);
        Assert.False(_model.CanSave);
    }

    [Fact]
    public async Task Look_ProfileUrl_FindsTheWalletAndSavingFollowsIt()
    {
        _model.Text = $"https://polymarket.com/profile/{PageData.Wallet(50)}?tab=activity";
        await _model.LookAsync(default);
        _model.Rules.Kind = SizingKind.Percentage;
        _model.Rules.Percent = 12.5m;
        _model.Rules.Label = "  mine ";

        Assert.True(await _model.SaveAsync(default));

        var target = _data.Cards[^1].Target;
        Assert.Equal((PageData.Wallet(50), "mine", (SizingPolicy)new SizingPolicy.Percentage(12.5m), 10m), (target.Wallet, target.Label, target.Sizing, target.MaxPerTrade.Amount));
    }

    [Fact]
    public async Task Look_VenueDown_CanBeFollowedUnseen()
    {
        _data.VenueDown = true;
        _model.Text = PageData.Wallet(50).Value;

        await _model.LookAsync(default);

        Assert.Equal((true, null, true), (_model.Unseen, _model.Found, _model.CanSave));
    }

    [Theory]
    [InlineData(SizingKind.Fixed, 0, 10, 10, "The fixed amount must be above zero.")]
    [InlineData(SizingKind.Fixed, 20, 10, 10, "The fixed amount is above the most on one outcome: nothing would ever be copied.")]
    [InlineData(SizingKind.Percentage, 5, 101, 10, "The percentage must be above 0 and at most 100.")]
    [InlineData(SizingKind.MinBet, 5, 5, 0, "The most on one outcome must be above zero.")]
    [InlineData(SizingKind.MinBet, 0, 0, 10, null)]
    public void Rules_Problem_IsOneSentence(SizingKind kind, int amount, int percent, int max, string? problem) =>
        Assert.Equal(problem, new RulesForm { Kind = kind, Amount = amount, Percent = percent, Max = max }.Problem);
}
