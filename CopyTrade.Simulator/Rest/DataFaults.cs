using System.Text.Json;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Faults;
using Microsoft.AspNetCore.Http;

namespace CopyTrade.Simulator.Rest;

/// <summary>Spoils a listing of rows as told. True rows stay true; broken ones are added beside them.</summary>
internal static class DataFaults
{
    private const string Challenge = "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser before you continue.</body></html>";

    public static List<Dictionary<string, object?>> Spoil(List<Dictionary<string, object?>> rows, DataFault fault)
    {
        if (fault.RepeatRows)
        {
            rows = [.. rows.SelectMany(row => new[] { row, row })];
        }

        if (fault.ReverseRows)
        {
            rows.Reverse();
        }

        if (rows.Count > 0)
        {
            AddBroken(rows, fault);
            AddMany(rows, fault.HugeRows);
        }

        return rows;
    }

    public static IResult Answer(object document, DataFault? fault)
    {
        if (fault?.DataHtml == true)
        {
            return Results.Text(Challenge, "text/html");
        }

        if (fault?.MalformedJson == true)
        {
            var text = JsonSerializer.Serialize(document, Wire.Json);
            return Results.Text(text[..(text.Length * 2 / 3)] + "\"", "application/json");
        }

        return Answers.Json(document);
    }

    private static void AddBroken(List<Dictionary<string, object?>> rows, DataFault fault)
    {
        var model = rows[0];
        if (fault.NullFields)
        {
            rows.Insert(0, Copy(model, 1, row =>
            {
                row[Key(row, "asset", "token_id")] = null;
                row["price"] = null;
                row.Remove("timestamp");
            }));
            rows.ForEach(row => row["name"] = row["pseudonym"] = row["icon"] = null);
        }

        if (fault.NanPrice)
        {
            rows.Insert(rows.Count / 2, Copy(model, 2, row => row["price"] = "NaN"));
        }

        if (fault.UnknownEnum)
        {
            rows.Add(Copy(model, 3, row => row["side"] = "HOLD"));
            if (model.ContainsKey("type"))
            {
                rows.Add(Copy(model, 4, row => row["type"] = "TELEPORT"));
            }
        }
    }

    // Old rows of strangers until the page has the wanted length.
    private static void AddMany(List<Dictionary<string, object?>> rows, int wanted)
    {
        var model = rows[^1];
        for (var i = rows.Count; i < wanted; i++)
        {
            var number = i;
            rows.Add(Copy(model, 1000 + i, row =>
            {
                row[Key(row, "proxyWallet", "proxy_wallet")] = "0x" + (number + 1).ToString("x40", System.Globalization.CultureInfo.InvariantCulture);
                row["timestamp"] = Convert.ToInt64(row["timestamp"] ?? 0L, System.Globalization.CultureInfo.InvariantCulture) - 3600 - number;
            }));
        }
    }

    private static Dictionary<string, object?> Copy(Dictionary<string, object?> model, int number, Action<Dictionary<string, object?>> change)
    {
        var row = new Dictionary<string, object?>(model);
        row[Key(row, "transactionHash", "transaction_hash")] = "0xbad" + number.ToString("x61", System.Globalization.CultureInfo.InvariantCulture);
        change(row);
        return row;
    }

    private static string Key(Dictionary<string, object?> row, string v1, string v2) => row.ContainsKey(v1) ? v1 : v2;
}
