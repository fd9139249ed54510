using CopyTrade.Simulator.Engine;

namespace CopyTrade.Simulator.Rest;

/// <summary>Rows of the data feed, with the keys of version 1 or version 2.</summary>
internal static class RowViews
{
    public static Dictionary<string, object?> V1(TradeRow row) => new()
    {
        ["proxyWallet"] = row.Account.Address,
        ["side"] = row.Side,
        ["asset"] = row.Token,
        ["conditionId"] = row.Market.ConditionId,
        ["size"] = Wire.Number(row.Size),
        ["price"] = Wire.Number(row.Price),
        ["timestamp"] = row.Timestamp,
        ["title"] = row.Market.Question,
        ["slug"] = row.Market.Slug,
        ["icon"] = "",
        ["eventSlug"] = row.Market.EventSlug,
        ["outcome"] = row.Market.Outcomes[row.OutcomeIndex],
        ["outcomeIndex"] = row.OutcomeIndex,
        ["name"] = row.Account.Name,
        ["pseudonym"] = row.Account.Pseudonym,
        ["bio"] = "",
        ["profileImage"] = "",
        ["profileImageOptimized"] = "",
        ["transactionHash"] = row.TransactionHash,
    };

    public static Dictionary<string, object?> Activity(TradeRow row)
    {
        var view = V1(row);
        view["type"] = "TRADE";
        view["usdcSize"] = Wire.Number(row.Cash);
        return view;
    }

    /// <summary>A row that is no trade: no side, no price, and no outcome where none is named.</summary>
    public static Dictionary<string, object?> Movement(WalletMovement row) => new()
    {
        ["proxyWallet"] = row.Account.Address,
        ["timestamp"] = row.Timestamp,
        ["conditionId"] = row.Market?.ConditionId ?? "",
        ["type"] = row.Type,
        ["size"] = Wire.Number(row.Size),
        ["usdcSize"] = Wire.Number(row.Cash),
        ["transactionHash"] = row.TransactionHash,
        ["price"] = 0,
        ["asset"] = row is { Market: { } market, OutcomeIndex: { } index } ? market.Tokens[index] : "",
        ["side"] = "",
        ["outcomeIndex"] = row.OutcomeIndex ?? 999,
        ["title"] = row.Market?.Question ?? "",
        ["slug"] = row.Market?.Slug ?? "",
        ["icon"] = "",
        ["eventSlug"] = row.Market?.EventSlug ?? "",
        ["outcome"] = row is { Market: { } named, OutcomeIndex: { } at } ? named.Outcomes[at] : "",
        ["name"] = row.Account.Name,
        ["pseudonym"] = row.Account.Pseudonym,
        ["bio"] = "",
        ["profileImage"] = "",
        ["profileImageOptimized"] = "",
    };

    public static Dictionary<string, object?> V2(TradeRow row) => V1(row).ToDictionary(pair => ToV2(pair.Key), pair => pair.Value);

    public static Dictionary<string, object?> V2Activity(TradeRow row) => Activity(row).ToDictionary(pair => ToV2(pair.Key), pair => pair.Value);

    private static string ToV2(string key) => key switch
    {
        "asset" => "token_id",
        _ => string.Concat(key.Select(c => char.IsAsciiLetterUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString())),
    };
}
