using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Venue.Parsing;

namespace CopyTrade.Tests.Replay;

/// <summary>The figures of a recording as the product makes them: its parser, its fills, its lots, its ledger, its copy gap. Times and prices are the script's.</summary>
internal sealed class RecordedAccounts
{
    private const decimal FeeRate = 0.05m;
    private static readonly (string Name, string From)[] Periods = [("whole", "from"), ("secondHalf", "secondHalfFrom")];
    private readonly JsonObject _frame;
    private readonly List<FillSighting> _fills;
    private readonly ILookup<WalletAddress, FillSighting> _fillsOf;
    private readonly ILookup<string, JsonObject> _copiesOf;
    private readonly Dictionary<string, TokenId> _tokens;
    private readonly int _rows;
    private readonly int _leftOut;

    public RecordedAccounts(IEnumerable<string> trades, IEnumerable<string> copies, JsonObject frame)
    {
        var (rows, line) = (new List<WalletTrade>(), 0);
        foreach (var text in trades)
        {
            line++;
            if (string.IsNullOrWhiteSpace(text)) continue;
            if (RowOf(text, line) is { } row) rows.Add(row);
            else _leftOut++;
        }

        _rows = rows.Count;
        _fills = [.. FillAggregator.Group(rows)];
        // Of one second, purchases count first, as everywhere.
        _fillsOf = _fills.OrderBy(fill => fill.UnixSeconds).ThenBy(fill => fill.Side == OrderSide.Sell).ThenBy(fill => fill.BaseId.Value, StringComparer.Ordinal).ToLookup(fill => fill.Wallet);
        _tokens = _fills.DistinctBy(fill => fill.BaseId).ToDictionary(fill => fill.BaseId.Value, fill => fill.Token);
        _copiesOf = copies.Select(copy => JsonNode.Parse(copy)!.AsObject()).ToLookup(copy => (string)(copy["wallet"] ?? copy["sale"])!);
        _frame = frame;
    }

    /// <summary>In the shape of the script's figures.</summary>
    public JsonObject Figures()
    {
        var wallets = _fills.Select(fill => fill.Wallet).Distinct().OrderBy(wallet => wallet.Value, StringComparer.Ordinal).ToList();
        var ledgers = wallets.ToDictionary(wallet => wallet, LedgerOf);
        return new()
        {
            ["rows"] = _rows,
            ["leftOut"] = _leftOut,
            ["fills"] = _fills.Count,
            ["total"] = View(ProfitCalculator.Of(ledgers.Values.SelectMany(lines => lines), Marks("end"))),
            ["wallets"] = new JsonObject(wallets.Select(wallet => KeyValuePair.Create<string, JsonNode?>(wallet.Value, new JsonObject
            {
                ["ledger"] = View(ProfitCalculator.Of(ledgers[wallet], Marks("end"))),
                ["gap"] = new JsonObject(Periods.Select(period => KeyValuePair.Create<string, JsonNode?>(period.Name, View(GapOf(wallet, period.Name, Time(period.From)))))),
            }))),
        };
    }

    private static WalletTrade? RowOf(string text, int line)
    {
        using var json = WireJson.Parse(Encoding.UTF8.GetBytes(text));
        if (json?.RootElement is not { ValueKind: JsonValueKind.Object } root) return null;
        if (root.Text("transactionHash") is { Length: > 0 }) return WalletTradeParser.Read(root).Trade;
        var row = JsonObject.Create(root)!;
        row["transactionHash"] = $"0x{line:x64}";
        using var named = JsonDocument.Parse(row.ToJsonString());
        return WalletTradeParser.Read(named.RootElement).Trade;
    }

    private List<LedgerLine> LedgerOf(WalletAddress wallet)
    {
        var (facts, lots) = (new List<LedgerFact>(), new Dictionary<TokenId, List<OpenLot>>());
        foreach (var fill in _fillsOf[wallet])
        {
            var (shares, price, place) = (fill.Legs.Shares, fill.Legs.Price, new LedgerPlace(wallet.Value, fill.Condition, fill.Token, VenueMode.Demo));
            var fee = PlatformFee.Charged(shares, price, FeeRate, 1);
            var open = lots.TryGetValue(fill.Token, out var known) ? known : lots[fill.Token] = [];
            if (fill.Side == OrderSide.Buy)
            {
                facts.Add(new LedgerFact.Bought($"lot:{facts.Count}", fill.FilledAt, place, shares, LotBook.CostOf(shares, price, fee), fee));
                open.Add(new(Guid.NewGuid(), shares, LotBook.CostOf(shares, price, fee)));
                continue;
            }

            var proceeds = LotBook.ProceedsOf(shares, price, fee);
            facts.Add(new LedgerFact.Sold($"sale:{facts.Count}", fill.FilledAt, place, shares, proceeds, fee));
            foreach (var slice in Take(open, shares, proceeds)) facts.Add(new LedgerFact.Closed($"close:{facts.Count}", fill.FilledAt, place, slice.Shares, slice.Cost, slice.Proceeds));
        }

        foreach (var (token, open) in lots)
        {
            if (PayoutOf(token) is not { } payout) continue;
            foreach (var lot in open)
            {
                facts.Add(new LedgerFact.Ended($"end:{facts.Count}", At(Time("endsAt")), new(wallet.Value, null, token, VenueMode.Demo), lot.Remaining, lot.RemainingCost, Usdc.RoundDown(lot.Remaining.Quantity * payout)));
            }
        }

        return [.. facts.Select(LedgerPoster.Post).SelectMany(entry => LedgerLine.Of(entry))];
    }

    private CopyGapReport GapOf(WalletAddress wallet, string period, long from)
    {
        var answers = _copiesOf[wallet.Value].Where(copy => copy["fill"] is not null).ToDictionary(copy => (string)copy["fill"]!);
        var trades = _fillsOf[wallet].Select(fill => Followed(fill, answers.GetValueOrDefault(fill.BaseId.Value))).ToList();
        return CopyGap.Of(new(trades, OwnLots(wallet)), new(At(from), At(Time("to"))), new(Marks(period), Marks("end")));
    }

    private static FollowedTrade Followed(FillSighting fill, JsonObject? answer) => new(
        fill.BaseId, fill.Token, fill.Side, fill.Legs.Shares, fill.Legs.Price, fill.FilledAt, answer is null ? FollowedResult.Ordered : EnumText.Parse<FollowedResult>((string)answer["result"]!),
        (string?)answer?["reason"], answer is null ? null : Number(answer["chosen"]), answer?["ordered"] is { } ordered ? Shares.Of(Number(ordered)) : null);

    private List<OwnLot> OwnLots(WalletAddress wallet)
    {
        var (lots, open) = (new List<OwnLot>(), new Dictionary<TokenId, List<OpenLot>>());
        var closes = new Dictionary<Guid, List<OwnClose>>();
        foreach (var (match, cause) in Deeds(wallet))
        {
            var (shares, price, fee, at) = (Shares.Of(Number(match["shares"])), Price.Of(Number(match["price"])), Usdc.Of(Number(match["fee"])), At((long)match["at"]!));
            var token = cause is null ? TokenId.Parse((string)match["token"]!) : _tokens[cause];
            var held = open.TryGetValue(token, out var known) ? known : open[token] = [];
            if (cause is not null)
            {
                var id = Guid.NewGuid();
                held.Add(new(id, shares, LotBook.CostOf(shares, price, fee)));
                lots.Add(new(token, FillId.Parse(cause), shares, price, fee, LotBook.CostOf(shares, price, fee), at, closes[id] = []));
                continue;
            }

            foreach (var slice in Take(held, shares, LotBook.ProceedsOf(shares, price, fee)))
            {
                closes[slice.Lot].Add(new(slice.Shares, price, decimal.Round(fee.Amount * slice.Shares.Quantity / shares.Quantity, 8, MidpointRounding.AwayFromZero), slice.Proceeds, at));
            }
        }

        foreach (var (token, held) in open)
        {
            if (PayoutOf(token) is not { } payout) continue;
            foreach (var lot in held) closes[lot.Id].Add(new(lot.Remaining, null, 0m, Usdc.RoundDown(lot.Remaining.Quantity * payout), At(Time("endsAt"))));
        }

        return lots;
    }

    /// <summary>Purchases with what they answer, and sales without, as they happened.</summary>
    private IEnumerable<(JsonObject Match, string? Cause)> Deeds(WalletAddress wallet) => _copiesOf[wallet.Value]
        .SelectMany(copy => copy["matches"] is JsonArray matches ? matches.Select(match => (match!.AsObject(), (string?)copy["fill"])) : [(copy, null)])
        .OrderBy(deed => (long)deed.Item1["at"]!).ThenBy(deed => deed.Item2 is null);

    private static IReadOnlyList<LotClosing.Slice> Take(List<OpenLot> lots, Shares shares, Usdc proceeds)
    {
        var closing = LotBook.Close(lots, shares, proceeds);
        foreach (var slice in closing.Slices)
        {
            var at = lots.FindIndex(lot => lot.Id == slice.Lot);
            lots[at] = lots[at] with { Remaining = lots[at].Remaining - slice.Shares, RemainingCost = lots[at].RemainingCost - slice.Cost };
            if (lots[at].Remaining == Shares.Zero) lots.RemoveAt(at);
        }

        return closing.Slices;
    }

    private Dictionary<TokenId, Price> Marks(string name) => _frame["marks"]!.AsObject().Where(mark => mark.Value![name] is not null)
        .ToDictionary(mark => TokenId.Parse(mark.Key), mark => Price.Of(Number(mark.Value![name])));

    private decimal? PayoutOf(TokenId token) => _frame["marks"]![token.Value]!["payout"] is { } payout ? Number(payout) : null;

    private long Time(string name) => (long)_frame[name]!;

    private static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    private static decimal Number(JsonNode? node) => decimal.Parse((string)node!, System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(decimal number) => number.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject View(Profit profit) => new()
    {
        ["realized"] = Text(profit.Realized.Amount), ["openValue"] = Text(profit.OpenValue.Amount), ["openCost"] = Text(profit.OpenCost.Amount), ["unmarkedCost"] = Text(profit.UnmarkedCost.Amount),
        ["openPositions"] = Text(profit.OpenPositions), ["unmarked"] = Text(profit.Unmarked), ["fees"] = Text(profit.Fees.Amount), ["unassigned"] = Text(profit.Unassigned.Amount),
        ["trades"] = Text(profit.Trades), ["bought"] = Text(profit.Bought.Amount),
    };

    private static JsonObject View(CopyGapReport report) => new()
    {
        ["theirs"] = Text(report.Theirs), ["mine"] = Text(report.Mine), ["residual"] = Text(report.Residual), ["unpriced"] = report.Unpriced, ["oldSales"] = report.OldSales,
        ["steps"] = new JsonArray([.. report.Steps.OrderBy(step => step.Bar.ToText(), StringComparer.Ordinal).ThenBy(step => step.Reason ?? "", StringComparer.Ordinal).Select(step => new JsonObject
        {
            ["bar"] = step.Bar.ToText(), ["reason"] = step.Reason, ["amount"] = Text(step.Amount), ["trades"] = step.Trades, ["unpriced"] = step.Unpriced,
        })]),
    };
}
