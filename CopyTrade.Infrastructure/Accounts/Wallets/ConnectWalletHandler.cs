using System.Security.Cryptography;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Rules;
using CopyTrade.Infrastructure.Trading.Positions;
using CopyTrade.Infrastructure.Venue.Signing;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CopyTrade.Infrastructure.Accounts.Wallets;

/// <summary>Connects a wallet, once: asked again for the same key, or for any new one, it answers with the connection there is (R0.39).</summary>
public sealed partial class ConnectWalletHandler(TenantScopes scopes, WalletVault vault, AccountsMode mode, TimeProvider clock, ILogger<ConnectWalletHandler> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    public async Task<WalletResult> HandleAsync(TenantRef tenant, ConnectWallet command, CancellationToken ct)
    {
        var terms = command.Grant ?? GrantTerms.DefaultsOf(mode.Venue);
        if (command.SignatureType == SignatureType.Paper) return new WalletResult.Refused(AccountErrors.PaperAccount);
        if (!command.Consent) return new WalletResult.Refused(AccountErrors.ConsentRequired);
        if (terms.Problem(clock.GetUtcNow()) is { } problem) return new WalletResult.Refused(problem);
        if (KeyOf(command.PrivateKey) is not { } key) return new WalletResult.Refused(AccountErrors.InvalidKey);
        try
        {
            using var signer = new EthereumSigner(key);
            if (command.SignatureType == SignatureType.Eoa && command.Funder is { } other && other != signer.Address) return new WalletResult.Refused(AccountErrors.FunderMismatch);
            return FunderOf(command, signer.Address) is { } funder
                ? await ConnectAsync(tenant, command, terms, signer.Address, funder, key, ct)
                : new WalletResult.Refused(AccountErrors.FunderRequired);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation && e.ConstraintName is "ix_wallet_connection_active_signer" or "ix_wallet_connection_active_funder")
        {
            return new WalletResult.Refused(AccountErrors.WalletInUse);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private async Task<WalletResult> ConnectAsync(TenantRef tenant, ConnectWallet command, GrantTerms terms, WalletAddress signer, WalletAddress funder, byte[] key, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await WalletRows.TakeTurnAsync(scope, tenant.Tenant);
        if (await scope.QuerySingleAsync<string>("select trading_mode from billing_account where id = @Tenant", new { tenant.Tenant }) == "paper") return new WalletResult.Refused(AccountErrors.PaperAccount);
        if (await WalletRows.FindActiveAsync(scope, tenant.Tenant) is { } active)
        {
            return command.PrivateKey is null || active.Signer == signer
                ? new WalletResult.Done(active, await WalletRows.FindGrantAsync(scope, active.Id))
                : new WalletResult.Refused(AccountErrors.AlreadyConnected);
        }

        // Made-up money may be connected as often as a demonstration wants.
        if (mode.Venue != VenueMode.Demo && await scope.QuerySingleAsync<bool>(
            "select exists (select from wallet_connection where billing_account_id = @Tenant and created_at > @Since)", new { tenant.Tenant, Since = now - Pause }))
            return new WalletResult.Refused(AccountErrors.TooSoon);

        var id = new WalletConnectionId(Guid.CreateVersion7());
        await scope.ExecuteAsync("""
            insert into wallet_connection (id, billing_account_id, signer, funder, signature_type, consented_at, consent_version, created_at)
            values (@id, @Tenant, @signer, @funder, @Type, @now, @Version, @now)
            """, new { id, tenant.Tenant, signer, funder, Type = (short)command.SignatureType, Consent.Custody.Version, now });
        await vault.StoreSigningKeyAsync(scope, tenant, id, key);
        var grant = await WalletRows.InsertGrantAsync(scope, tenant, id, terms, now);
        var connection = await WalletRows.ReadAsync(scope, id);
        await LotHomes.MarkAsync(scope, tenant);
        await RulePauses.ResumeAsync(scope, tenant, now);
        scope.Announce(ChangeKind.Wallet, tenant.Tenant);
        await scope.CommitAsync();
        Log.Connected(logger, signer, tenant.Tenant);
        return new WalletResult.Done(connection, grant);
    }

    /// <summary>Proxy and Safe of a key have computable addresses; a deposit wallet has not.</summary>
    private static WalletAddress? FunderOf(ConnectWallet command, WalletAddress signer) => command.Funder ?? command.SignatureType switch
    {
        SignatureType.Eoa => signer,
        SignatureType.Proxy => WalletDerivation.ProxyOf(signer),
        SignatureType.Safe => WalletDerivation.SafeOf(signer),
        _ => null,
    };

    /// <summary>Null for text that is no key.</summary>
    private static byte[]? KeyOf(string? text)
    {
        if (text is null) return NewKey();
        var digits = text.Trim();
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) digits = digits[2..];
        if (digits.Length != 64 || !digits.All(char.IsAsciiHexDigit)) return null;
        var key = Convert.FromHexString(digits);
        return EthereumSigner.IsValidKey(key) ? key : null;
    }

    private static byte[] NewKey()
    {
        while (true)
        {
            var key = RandomNumberGenerator.GetBytes(32);
            if (EthereumSigner.IsValidKey(key)) return key;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1121, Level = LogLevel.Information, Message = "Wallet {Signer} connected by tenant {TenantId}.")]
        public static partial void Connected(ILogger logger, WalletAddress signer, TenantId tenantId);
    }
}
