using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;
using CopyTrade.Tests.Fixtures;
using Xunit.Abstractions;

namespace CopyTrade.Tests.Infrastructure.Venue.Parsing;

public sealed class WalletActivityParserTests(ITestOutputHelper output)
{
    private const string Hash = "0x6f0d16b9dc0f80c1b64296bb17e50c811c163458283ef60f206ace077991e885";
    private const string Condition = "0xecba7b1db1c698ab73b3572abfcde327a02b5112676144e049edcc1e1e0f5b0b";

    [Theory]
    [InlineData("MAKER_REBATE", "", ActivityKind.MakerRebate)]
    [InlineData("SPLIT", Condition, ActivityKind.Split)]
    [InlineData("REDEEM", Condition, ActivityKind.Redeem)]
    public void Read_ARow_IsTheMovement(string type, string condition, ActivityKind kind)
    {
        var (movement, problem) = Read($$"""{"proxyWallet":"0x09b428f7c2b469786286214aa5c90dd9015f7320","timestamp":1784076314,"conditionId":"{{condition}}","type":"{{type}}","size":3597.7603,"usdcSize":3597.7603,"transactionHash":"{{Hash}}","price":0,"asset":"","side":"","outcomeIndex":999}""");

        Assert.Null(problem);
        Assert.Equal((kind, 3597.7603m, 3597.7603m, 1784076314L, condition.Length > 0), (movement!.Kind, movement.Shares.Quantity, movement.Dollars.Amount, movement.At.ToUnixTimeSeconds(), movement.Condition is not null));
    }

    [Theory]
    [InlineData("TRADE", "1", "1", "type")]
    [InlineData("AIRDROP", "1", "1", "type")]
    [InlineData("SPLIT", "1", "1", "condition")]
    [InlineData("DEPOSIT", "-1", "1", "size")]
    [InlineData("DEPOSIT", "1", "-1", "dollars")]
    public void Read_WhatCannotBeOne_SaysWhy(string type, string size, string dollars, string problem) => Assert.Equal(
        problem, Read($$"""{"timestamp":1784076314,"type":"{{type}}","size":{{size}},"usdcSize":{{dollars}},"transactionHash":"{{Hash}}"}""").Problem);

    [Fact]
    public void Read_RecordedRows_AreAllRead()
    {
        foreach (var (file, least) in new[] { ("data-api-v1-activity_all.json", 8), ("data-api-v1-activity.json", 15), ("data-api-v1-activity-quirks.json", 3) })
        {
            if (SharedFiles.Find("samples/" + file, output) is not { } path) return;
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var rows = json.RootElement.EnumerateArray().Where(row => row.GetProperty("type").GetString() != "TRADE").Select(WalletActivityParser.Read).ToList();

            Assert.True(rows.Count >= least, $"{rows.Count} rows in {file}");
            Assert.All(rows, row => Assert.Null(row.Problem));
        }
    }

    private static (WalletActivity? Movement, string? Problem) Read(string row)
    {
        using var json = JsonDocument.Parse(row);
        return WalletActivityParser.Read(json.RootElement);
    }
}
