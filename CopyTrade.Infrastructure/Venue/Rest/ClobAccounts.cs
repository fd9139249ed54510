using System.Globalization;
using System.Numerics;
using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;
using CopyTrade.Infrastructure.Venue.Signing;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>Credentials and collateral over the CLOB's REST interface.</summary>
internal sealed class ClobAccounts(VenueReader reader, ISigningKeys keys, IOptions<VenueOptions> options, TimeProvider clock) : IVenueAccounts
{
    private const int Nonce = 0;

    private string[] Exchanges => [options.Value.ExchangeAddress, options.Value.NegRiskExchangeAddress];

    // Wallets are looked at again soon anyway; a venue that stumbles over one must not hold up the others.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(0.5);

    public async Task<VenueCredentials> DeriveCredentialsAsync(TenantRef tenant, WalletConnection connection, CancellationToken ct)
    {
        var derived = await AskAsync(Endpoints.DeriveKey, "/auth/derive-api-key", tenant, connection, ct);
        if (derived.Credentials is not null) return derived.Credentials;
        var created = await AskAsync(Endpoints.CreateKey, "/auth/api-key", tenant, connection, ct);
        return created.Credentials ?? throw new VenueUnavailableException($"The venue gave no API credentials: {created.Problem}");
    }

    public async Task<CollateralState> CollateralAsync(VenueCredentials credentials, SignatureType signatureType, CancellationToken ct)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"asset_type=COLLATERAL&signature_type={(int)signatureType}");
        using var json = await reader.JsonAsync(new(Endpoints.GetBalance, "/balance-allowance") { Query = query, Credentials = credentials, LongestWait = LongestWait }, ct);
        if (json is null || json.RootElement.Integer("balance") is not { } units || units < 0) throw new VenueUnavailableException("Clob /balance-allowance: the balance is unreadable.");
        return new(Usdc.Of(units / 1_000_000m), Approved(json.RootElement, units));
    }

    public async Task RefreshBalanceAsync(VenueCredentials credentials, SignatureType signatureType, TokenId? token, CancellationToken ct)
    {
        var asset = token is null ? "asset_type=COLLATERAL" : $"asset_type=CONDITIONAL&token_id={token}";
        var query = string.Create(CultureInfo.InvariantCulture, $"{asset}&signature_type={(int)signatureType}");
        var call = new VenueCall(Endpoints.RefreshBalance, "/balance-allowance/update") { Query = query, Credentials = credentials, LongestWait = LongestWait };
        var answer = await reader.GetAsync(call, ct);
        if (!answer.IsSuccess) throw VenueReader.Refusal(call, answer);
    }

    // Creating is as safe to repeat as deriving: the key follows from address and nonce.
    private async Task<(VenueCredentials? Credentials, string Problem)> AskAsync(VenueEndpoint endpoint, string path, TenantRef tenant, WalletConnection connection, CancellationToken ct)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var signature = await keys.UseAsync(tenant, connection.Id, key => key.Address == connection.Signer
            ? ClobAuth.Sign(key, options.Value.ChainId, now, Nonce)
            : throw new SignerUnavailableException($"The stored key belongs to {key.Address}, not to {connection.Signer}."), ct);
        var answer = await reader.GetAsync(new(endpoint, path) { Headers = Level1(connection.Signer, signature, now), LongestWait = LongestWait }, ct);
        if (!answer.IsSuccess) return (null, VenueError.Describe(answer));
        using var json = WireJson.Parse(answer.Body);
        var root = json?.RootElement ?? default;
        return root.Text("apiKey") is { Length: > 0 } apiKey && root.Text("secret") is { Length: > 0 } secret && root.Text("passphrase") is { Length: > 0 } passphrase
            ? (new(connection.Signer, apiKey, secret, passphrase), "")
            : (null, $"HTTP {answer.Status} without credentials");
    }

    private static KeyValuePair<string, string>[] Level1(WalletAddress signer, string signature, long unixSeconds) =>
    [
        new("POLY_ADDRESS", signer.Value),
        new("POLY_SIGNATURE", signature),
        new("POLY_TIMESTAMP", unixSeconds.ToString(CultureInfo.InvariantCulture)),
        new("POLY_NONCE", Nonce.ToString(CultureInfo.InvariantCulture)),
    ];

    // An allowance may be the largest number of 256 bits. The venue lists every spender that it ever knew, older exchanges and
    // adapters included: only those that take our orders have to be allowed. The older answer has a single number.
    private bool? Approved(JsonElement root, long balance)
    {
        var all = root.Members("allowances").ToList();
        var exchanges = all.FindAll(one => Array.Exists(Exchanges, exchange => exchange.Equals(one.Name, StringComparison.OrdinalIgnoreCase)));
        var texts = (exchanges.Count > 0 ? exchanges : all).ConvertAll(one => one.Value.AsText());
        if (texts.Count == 0 && root.Text("allowance") is { } single) texts.Add(single);
        return texts.Count == 0 ? null : texts.TrueForAll(text => BigInteger.TryParse(text, CultureInfo.InvariantCulture, out var allowance) && allowance > 0 && allowance >= balance);
    }
}
