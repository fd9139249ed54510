using System.CommandLine;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts.Wallets;

namespace CopyTrade.Web.Cli;

internal static class WalletCommand
{
    private static readonly Option<bool> Generate = new("--generate") { Description = "Make a new key." };
    private static readonly Option<string> KeyFile = new("--key-file") { Description = "File with the private key, 64 hexadecimal digits." };
    private static readonly Option<string> Funder = new("--funder") { Description = "Address that holds the money, for proxy and Safe wallets." };
    private static readonly Option<int> Type = new("--signature-type") { Description = "0 plain wallet, 1 proxy, 2 Safe, 3 deposit wallet." };
    private static readonly Option<decimal?> PerOrder = new("--per-order") { Description = "Largest order in dollars." };
    private static readonly Option<decimal?> Daily = new("--daily") { Description = "Largest sum in 24 hours in dollars." };
    private static readonly Option<int?> HourlyFills = new("--hourly-fills") { Description = "Most orders in an hour." };
    private static readonly Option<DateTimeOffset?> Expires = new("--expires") { Description = "When the grant ends by itself." };

    public static Command Create(CliEnvironment environment)
    {
        var add = new Command("add", "Connects a wallet, keeps its key encrypted here, and grants caps.") { CliOptions.Email, Generate, KeyFile, Funder, Type, PerOrder, Daily, HourlyFills, Expires };
        add.SetAction((parsed, ct) => AddAsync(environment, parsed, ct));
        return new Command("wallet", "The wallet that trades.") { add, WalletCheckCommand.Create(environment) };
    }

    private static async Task<int> AddAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        if (parsed.GetValue(Generate) == (parsed.GetValue(KeyFile) is not null)) throw new CliFailure("Choose one of --generate and --key-file.");
        var funder = FunderOf(parsed.GetValue(Funder));
        var type = (SignatureType)parsed.GetValue(Type) is var named && Enum.IsDefined(named) && named != SignatureType.Paper ? named : throw new CliFailure("The signature type is 0, 1, 2 or 3.");
        var key = parsed.GetValue(KeyFile) is { } file ? await ReadKeyAsync(file, ct) : null;

        await using var session = await CliSession.OpenAsync(environment, ct);
        var tenant = await session.TenantAsync(parsed.GetRequiredValue(CliOptions.Email), ct);
        var command = new ConnectWallet(key, funder, type, Consent: true, TermsOf(parsed, GrantTerms.DefaultsOf(session.Settings.Mode)));
        switch (await session.Get<ConnectWalletHandler>().HandleAsync(tenant, command, ct))
        {
            case WalletResult.Done done:
                await environment.WriteAsync(parsed, $"Connected wallet {done.Connection.Signer}, funder {done.Connection.Funder}.", new
                {
                    ConnectionId = done.Connection.Id.Value,
                    Signer = done.Connection.Signer.Value,
                    Funder = done.Connection.Funder.Value,
                    SignatureType = (int)done.Connection.SignatureType,
                    PerOrder = done.Grant?.PerOrder.Amount,
                    Daily = done.Grant?.Daily.Amount,
                    done.Grant?.HourlyFills,
                    done.Grant?.ExpiresAt,
                });
                return 0;
            case WalletResult.Refused refused:
                throw new CliFailure(refused.Reason.Message);
            default:
                throw new InvalidOperationException("An unknown outcome of connecting a wallet.");
        }
    }

    private static GrantTerms TermsOf(ParseResult parsed, GrantTerms defaults) => defaults with
    {
        PerOrder = Dollars("--per-order", parsed.GetValue(PerOrder)) ?? defaults.PerOrder,
        Daily = Dollars("--daily", parsed.GetValue(Daily)) ?? defaults.Daily,
        HourlyFills = parsed.GetValue(HourlyFills) ?? defaults.HourlyFills,
        ExpiresAt = parsed.GetValue(Expires)?.ToUniversalTime(),
    };

    internal static Usdc? Dollars(string option, decimal? amount) => amount is not { } value ? null
        : decimal.Round(value, Usdc.Decimals) == value && Math.Abs(value) < 1_000_000_000m ? Usdc.Of(value)
        : throw new CliFailure($"{option} takes dollars with at most six decimals.");

    private static WalletAddress? FunderOf(string? text) => text is null ? null
        : WalletAddress.TryParse(text, out var address) ? address
        : throw new CliFailure($"The funder '{text}' is not an address: 0x and 40 hexadecimal digits.");

    private static async Task<string> ReadKeyAsync(string file, CancellationToken ct)
    {
        try
        {
            return new FileInfo(file).Length <= 1000 ? (await File.ReadAllTextAsync(file, ct)).Trim() : throw new CliFailure($"The file {file} does not hold a private key.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliFailure($"The key file {file} cannot be read.");
        }
    }
}
