using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Simulation;

/// <summary>
/// What is stored in place of a signed order: the terms as canonical JSON, and their SHA-256 as the order's id. Equal
/// terms give equal bytes, so the paper venue refuses a second copy as the real one does. There is no signature in it:
/// no exchange would take it.
/// </summary>
public static class PaperOrderBody
{
    private const string Kind = "paper-order-1";

    /// <summary>Writes the body of these terms.</summary>
    public static SignedOrder Of(OrderTerms terms)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Row(
            Kind, terms.Maker.Value, terms.Token.Value, terms.Side.ToString(), terms.Price.Value, terms.Shares.Quantity, terms.Tick.Value, terms.TimeInForce.ToString(), terms.Salt, terms.TimestampMs));
        return new(VenueOrderId.Parse("0x" + Convert.ToHexStringLower(SHA256.HashData(body))), body);
    }

    /// <summary>Reads a body back; null for bytes that are no paper order.</summary>
    public static OrderTerms? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<Row>(body) is { Kind: Kind } row
                ? new(TokenId.Parse(row.Token), false, Enum.Parse<OrderSide>(row.Side), Price.Of(row.Price), Shares.Of(row.Shares), TickSize.Of(row.Tick), Enum.Parse<TimeInForce>(row.TimeInForce),
                    WalletAddress.Parse(row.Maker), WalletAddress.Parse(row.Maker), SignatureType.Paper, row.Salt, row.TimestampMs)
                : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The address of a paper wallet: derived from the account, with no key behind it.</summary>
    public static WalletAddress WalletOf(Accounts.TenantId account) =>
        WalletAddress.Parse("0x" + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"paper wallet {account}")).AsSpan(0, 20)));

    private sealed record Row(string Kind, string Maker, string Token, string Side, decimal Price, decimal Shares, decimal Tick, string TimeInForce, long Salt, long TimestampMs);
}
