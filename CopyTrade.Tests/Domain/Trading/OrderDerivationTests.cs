using CopyTrade.Domain.Trading;
using CopyTrade.Tests.Builders;
using FsCheck;
using FsCheck.Fluent;

namespace CopyTrade.Tests.Domain.Trading;

public sealed class OrderDerivationTests
{
    [Fact]
    public void SaltAndTimestamp_OfAKnownKey_AreFrozen()
    {
        var key = IdempotencyKey.OfText("frozen");

        Assert.Equal(4702742276457494L, OrderDerivation.SaltOf(key));
        Assert.Equal(1767614400671L, OrderDerivation.TimestampOf(key, OrderIntentBuilder.Now));
    }

    [Fact]
    public void SaltAndTimestamp_OfAnyKey_AreInRangeAndRepeatable() => Prop.ForAll<string>(text =>
    {
        var key = IdempotencyKey.OfText(text ?? "");
        var at = OrderIntentBuilder.Now.AddMilliseconds(text?.Length ?? 0);
        var (salt, timestamp) = (OrderDerivation.SaltOf(key), OrderDerivation.TimestampOf(key, at));
        return salt is >= 0 and < 1L << 53
            && timestamp / 1000 == at.ToUnixTimeSeconds()
            && (salt, timestamp) == (OrderDerivation.SaltOf(IdempotencyKey.Parse(key.Value)), OrderDerivation.TimestampOf(key, at));
    }).QuickCheckThrowOnFailure();
}
