using System.Globalization;
using System.Numerics;
using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Signing;
using Microsoft.AspNetCore.Http;

namespace CopyTrade.Simulator.Rest;

/// <summary>Level 1 (a signed message) and level 2 (HMAC) authentication of requests.</summary>
internal sealed class Credentials(VenueState state)
{
    private const long AllowedSkewSeconds = 60;

    /// <returns>The address that proved control of its key, and the nonce of the credentials it asks for.</returns>
    public (string Address, string Nonce)? Level1(HttpRequest request)
    {
        var timestamp = request.Headers["POLY_TIMESTAMP"].ToString();
        var nonceText = request.Headers.TryGetValue("POLY_NONCE", out var given) ? given.ToString() : "0";
        if (!WalletAddress.TryParse(request.Headers["POLY_ADDRESS"], out var address)
            || Words.TryHex(request.Headers["POLY_SIGNATURE"], 65) is not { } signature
            || !IsFresh(timestamp)
            || !BigInteger.TryParse(nonceText, NumberStyles.None, CultureInfo.InvariantCulture, out var nonce))
        {
            return null;
        }

        var digest = ClobAuth.Digest(address.Value, timestamp, nonce, Contracts.ChainId);
        return Secp256k1.RecoverAddress(digest, signature) == address.Value ? (address.Value, nonce.ToString(CultureInfo.InvariantCulture)) : null;
    }

    public ApiKey? Level2(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var timestamp = request.Headers["POLY_TIMESTAMP"].ToString();
        ApiKey? key;
        lock (state.Gate)
        {
            key = state.ApiKeys.GetValueOrDefault(request.Headers["POLY_API_KEY"].ToString());
        }

        if (key is null || key.Passphrase != request.Headers["POLY_PASSPHRASE"] || !IsFresh(timestamp)
            || !key.Address.Equals(request.Headers["POLY_ADDRESS"], StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        // The client signs the path that follows the base address it was given.
        var path = request.Path.Value!["/clob".Length..];
        return RequestHmac.Matches(RequestHmac.Sign(key.Secret, timestamp, request.Method, path, body), request.Headers["POLY_SIGNATURE"]) ? key : null;
    }

    public ApiKey? Find(string address, string nonce)
    {
        lock (state.Gate)
        {
            return state.ApiKeys.GetValueOrDefault(KeyId(address, nonce));
        }
    }

    public ApiKey Create(string address, string nonce)
    {
        lock (state.Gate)
        {
            var cause = address + "|" + nonce;
            var secret = Convert.ToBase64String(state.Ids.Bytes("secret", cause)).Replace('+', '-').Replace('/', '_');
            var key = new ApiKey(KeyId(address, nonce), secret, Convert.ToHexStringLower(state.Ids.Bytes("passphrase", cause)), address, nonce);
            state.ApiKeys[key.Key] = key;
            state.CustomerChanged();
            return key;
        }
    }

    /// <summary>A newcomer's own address and its two derived wallets get the demo balance.</summary>
    public void FundNewcomer(string address)
    {
        if (!state.Options.AutoFund)
        {
            return;
        }

        lock (state.Gate)
        {
            foreach (var wallet in (string[])[address, DerivedWallets.ProxyOf(address), DerivedWallets.SafeOf(address)])
            {
                if (state.Accounts.ContainsKey(wallet))
                {
                    continue;
                }

                var account = state.AccountOf(wallet);
                if (state.Outside is { } outside)
                {
                    // Approvals on a real chain are the owner's own transactions.
                    outside.Give(new(wallet, state.Options.AutoFundUsdc, Allowances: null));
                }
                else
                {
                    VenueState.Fund(account, state.Options.AutoFundUsdc, allowances: true);
                }
            }
        }
    }

    private string KeyId(string address, string nonce) => state.Ids.Guid("api-key", address + "|" + nonce);

    private bool IsFresh(string timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(state.Now.ToUnixTimeSeconds() - seconds) <= AllowedSkewSeconds;
}
