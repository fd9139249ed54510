using System.Globalization;
using System.Numerics;
using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Infrastructure.Venue.Chain;
using CopyTrade.Infrastructure.Venue.Signing;
using CopyTrade.Tests.Infrastructure.Venue.Signing;

namespace CopyTrade.Tests.Infrastructure.Venue.Chain;

/// <summary>Against transactions that another implementation signed (ethereumjs-tx 4, Hardhat 2.22.19), lengths at every edge of the encoding.</summary>
public sealed class FeeTransactionTests
{
    [Fact]
    public void Sign_RecordedTransactions_GivesTheSameBytes()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Infrastructure", "Venue", "Chain", "fee-transactions.json")));
        using var key = new EthereumSigner(Convert.FromHexString(FakeSigningKeys.PrivateKey));
        foreach (var vector in file.RootElement.EnumerateArray())
        {
            var transaction = new FeeTransaction(
                137, vector.GetProperty("nonce").GetInt64(), BigInteger.Parse(vector.Text("tip"), CultureInfo.InvariantCulture), BigInteger.Parse(vector.Text("maxFee"), CultureInfo.InvariantCulture),
                vector.GetProperty("gas").GetInt64(), WalletAddress.Parse(vector.Text("to")), Convert.FromHexString(vector.Text("data").AsSpan(2)));

            var raw = transaction.Sign(key);

            Assert.Equal(vector.Text("signingHash"), PrefixedHex.Of(transaction.SigningHash()));
            Assert.Equal(vector.Text("raw"), PrefixedHex.Of(raw));
            Assert.Equal(vector.Text("hash"), FeeTransaction.HashOf(raw).Value);
        }

        Assert.Equal(8, file.RootElement.GetArrayLength());
    }
}
