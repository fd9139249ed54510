using System.Numerics;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue.Chain;

namespace CopyTrade.Tests.Domain.Venue.Chain;

public sealed class UInt256Tests
{
    [Theory]
    [InlineData("0x0", "0"), InlineData("0x1", "1"), InlineData("0xff", "255"), InlineData("0x0000000000000000000000000000000000000000000000000000000000000080", "128")]
    [InlineData("0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "115792089237316195423570985008687907853269984665640564039457584007913129639935")]
    public void TryParseHex_WhatNodesWrite_IsTheUnsignedNumber(string hex, string number)
    {
        Assert.True(UInt256.TryParseHex(hex, out var value));
        Assert.Equal(number, value.ToString());
    }

    [Theory, InlineData(null), InlineData(""), InlineData("0x"), InlineData("12"), InlineData("0xzz"), InlineData("0x10000000000000000000000000000000000000000000000000000000000000000")]
    public void TryParseHex_AnythingElse_IsRefused(string? text) => Assert.False(UInt256.TryParseHex(text, out _));

    [Fact]
    public void Of_OutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => UInt256.Of(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => UInt256.Of(BigInteger.One << 256));
    }

    [Fact]
    public void Units_OfMoney_GoThereAndBack()
    {
        Assert.Equal(Usdc.Of(12.345678m), UInt256.OfUnits(12.345678m).ToUsdc());
        Assert.Equal("1", UInt256.OfUnits(0.0000019m).ToString());
        Assert.Null(UInt256.MaxValue.ToUsdc());
    }
}
