using CopyTrade.Web.Shared;

namespace CopyTrade.Tests.Web.Shared;

public sealed class TypedNumberTests
{
    public static TheoryData<string?, decimal?> Numbers => new()
    {
        { "2.50", 2.5m }, { "2,50", 2.5m }, { " 1000,50 ", 1000.5m }, { "1000.50", 1000.5m }, { "1000", 1000m }, { ",5", 0.5m }, { "5.", 5m },
        { "0,125", 0.125m }, { "12.1250", 12.125m }, { "1234.567", 1234.567m }, { "0.000001", 0.000001m }, { "", null }, { null, null },
    };

    [Theory, MemberData(nameof(Numbers))]
    public void Read_PointOrComma_IsTheSameNumber(string? text, decimal? number) => Assert.Equal((number, (string?)null), TypedNumber.Read(text));

    [Theory]
    [InlineData("1.000,50")]
    [InlineData("1,000.50")]
    [InlineData("1,000,000")]
    [InlineData("1 000")]
    [InlineData("1'000")]
    [InlineData("-5")]
    [InlineData("$5")]
    [InlineData("1e3")]
    [InlineData(".")]
    [InlineData("five")]
    [InlineData("99999999999999999999999999999999")]
    public void Read_AnythingElse_IsRefusedWithASentence(string text)
    {
        var (value, problem) = TypedNumber.Read(text);

        Assert.Null(value);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,000", "type 1000, or 1.00.")]
    [InlineData("1.000", "type 1000, or 1.00.")]
    [InlineData("12,125", "type 12125, or 12.1250.")]
    [InlineData("2,100", "type 2100, or 2.10.")]
    public void Read_WhatCouldBeThousands_IsNotGuessed(string text, string says)
    {
        var (value, problem) = TypedNumber.Read(text);

        Assert.Null(value);
        Assert.EndsWith(says, problem, StringComparison.Ordinal);
    }

    [Theory, InlineData("2,5"), InlineData("2.0")]
    public void Read_APartWhereAWholeNumberIsAskedFor_IsRefused(string text) => Assert.Contains("whole number", TypedNumber.Read(text, isWhole: true).Problem, StringComparison.Ordinal);
}
