using CopyTrade.Domain.Venue;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Venue;

/// <summary>Refuses settings that could only fail later, naming the setting.</summary>
internal sealed class ValidateVenueOptions : IValidateOptions<VenueOptions>
{
    public ValidateOptionsResult Validate(string? name, VenueOptions options)
    {
        string?[] problems =
        [
            Address(nameof(options.ClobUrl), options.ClobUrl, "http", "https"),
            Address(nameof(options.DataApiUrl), options.DataApiUrl, "http", "https"),
            Address(nameof(options.GammaUrl), options.GammaUrl, "http", "https"),
            Address(nameof(options.ChainRpcUrl), options.ChainRpcUrl, "http", "https"),
            Address(nameof(options.GeoblockUrl), options.GeoblockUrl, "http", "https"),
            Address(nameof(options.MarketStreamUrl), options.MarketStreamUrl, "ws", "wss"),
            Address(nameof(options.UserStreamUrl), options.UserStreamUrl, "ws", "wss"),
            Address(nameof(options.ActivityStreamUrl), options.ActivityStreamUrl, "ws", "wss"),
            Contract(nameof(options.ExchangeAddress), options.ExchangeAddress),
            Contract(nameof(options.NegRiskExchangeAddress), options.NegRiskExchangeAddress),
            options.ChainId > 0 ? null : Problem(nameof(options.ChainId), "must be above zero"),
            Timeout(nameof(options.ConnectTimeoutSeconds), options.ConnectTimeoutSeconds),
            Timeout(nameof(options.ReadTimeoutSeconds), options.ReadTimeoutSeconds),
            Timeout(nameof(options.OrderTimeoutSeconds), options.OrderTimeoutSeconds),
        ];
        var found = problems.OfType<string>().ToList();
        return found.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }

    private static string? Address(string setting, string? value, params string[] schemes) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme) && uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? null
            : Problem(setting, $"must be an absolute {string.Join(" or ", schemes)} address without query, not \"{value}\"");

    private static string? Contract(string setting, string? value) =>
        WalletAddress.TryParse(value, out _) ? null : Problem(setting, $"must be 0x and 40 hexadecimal digits, not \"{value}\"");

    private static string? Timeout(string setting, double seconds) =>
        seconds is > 0 and <= 120 ? null : Problem(setting, "must be above 0 and at most 120 seconds");

    private static string Problem(string setting, string what) => $"Setting {VenueOptions.Section}:{setting} {what}.";
}
