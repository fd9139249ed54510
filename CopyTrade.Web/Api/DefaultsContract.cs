using System.Text.Json.Serialization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Api;

/// <summary>The tenant's defaults; what a request leaves out is as at first.</summary>
internal sealed record DefaultsContract(
    [property: JsonPropertyName("policy")] PolicyContract? Policy,
    [property: JsonPropertyName("mirror_max_usdc_per_trade")] decimal? MirrorMaxUsdcPerTrade,
    [property: JsonPropertyName("mirror_filter_percentile")] int? MirrorFilterPercentile,
    [property: JsonPropertyName("rules"), JsonConverter(typeof(RulesJson))] CopyRules? Rules)
{
    public static DefaultsContract Of(CopyDefaults defaults) => new(PolicyContract.Of(defaults.Sizing), defaults.MaxPerTrade.Amount, defaults.FilterPercentile, defaults.Rules);

    /// <exception cref="ApiFailure">A policy or an amount that is none.</exception>
    public CopyDefaults ToDefaults()
    {
        var initial = CopyDefaults.Initial;
        return new(
            Policy?.ToPolicy() ?? initial.Sizing, MirrorMaxUsdcPerTrade is { } max ? Contract.Dollars("mirror_max_usdc_per_trade", max) : initial.MaxPerTrade,
            MirrorFilterPercentile ?? initial.FilterPercentile, Rules ?? CopyRules.None);
    }
}
