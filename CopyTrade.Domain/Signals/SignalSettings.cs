using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Signals;

/// <summary>Terms by the names of the source's own settings (R1.8), for the command line: <c>FOLLOW_TRADERS=0x…,0x… COPY_SIZE=10</c>.</summary>
public static class SignalSettings
{
    /// <summary>Every name there is; <c>MAX_INTENT_SIZE</c> is an alias.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "FOLLOW_TRADERS", "MARKET_ALLOWLIST", "MAX_INTENT_SIZE_USDC", "MAX_INTENT_SIZE", "MAX_INTENT_SIZE_TOKENS", "MIN_ORDER_SIZE_USDC", "MAX_INTENT_AGE_SECONDS",
        "MAX_SLIPPAGE_PERCENT", "COPY_SIZING_STRATEGY", "COPY_SIZE", "TIERED_MULTIPLIERS", "DAILY_BUDGET_USDC", "OBSERVE_ONLY", "AGGREGATE_SECONDS",
    ];

    /// <summary>Applies settings to terms, all or none.</summary>
    /// <exception cref="FormatException">An unknown name or a value that cannot be; the message names it.</exception>
    public static SignalTerms Apply(SignalTerms terms, IReadOnlyDictionary<string, string> settings)
    {
        foreach (var name in settings.Keys.Where(name => !Names.Contains(name))) throw new FormatException($"{name} is not a setting of a profile; there are {string.Join(", ", Names)}.");
        foreach (var (name, value) in settings) terms = Set(terms, name, value.Trim());
        terms = terms with { Sizing = Sizing(terms.Sizing, settings) };
        return terms.Problem is { } problem ? throw new FormatException(problem) : terms;
    }

    private static SignalTerms Set(SignalTerms terms, string name, string value) => name switch
    {
        "FOLLOW_TRADERS" => terms with { Traders = Traders(name, value) },
        "MARKET_ALLOWLIST" => terms with { Markets = [.. Words(value).Distinct(StringComparer.OrdinalIgnoreCase)] },
        "MAX_INTENT_SIZE_USDC" or "MAX_INTENT_SIZE" => terms with { MaxUsdc = Usdc.RoundDown(Number(name, value)) },
        "MAX_INTENT_SIZE_TOKENS" => terms with { MaxTokens = value.Length == 0 ? null : Shares.RoundDown(Number(name, value)) },
        "MIN_ORDER_SIZE_USDC" => terms with { MinOrder = Usdc.RoundDown(Number(name, value)) },
        "MAX_INTENT_AGE_SECONDS" => terms with { MaxAgeSeconds = (int)Math.Min(Number(name, value), 1_000_000m) },
        "MAX_SLIPPAGE_PERCENT" => terms with { MaxSlippagePercent = Number(name, value) },
        "DAILY_BUDGET_USDC" => terms with { DailyBudget = value.Length == 0 ? null : Usdc.RoundDown(Number(name, value)) },
        "AGGREGATE_SECONDS" => terms with { AggregateSeconds = value.Length == 0 ? 0 : (int)Math.Min(Number(name, value), 1_000_000m) },
        "OBSERVE_ONLY" => terms with { IsObserveOnly = bool.TryParse(value, out var isOn) ? isOn : throw new FormatException("OBSERVE_ONLY is true or false.") },
        _ => terms,
    };

    private static SignalSizing Sizing(SignalSizing now, IReadOnlyDictionary<string, string> settings)
    {
        var size = settings.TryGetValue("COPY_SIZE", out var text) ? Number("COPY_SIZE", text) : (decimal?)null;
        var strategy = settings.GetValueOrDefault("COPY_SIZING_STRATEGY")?.Trim().ToUpperInvariant() ?? (settings.ContainsKey("TIERED_MULTIPLIERS") ? "TIERED" : now switch
        {
            SignalSizing.Fixed => "FIXED",
            SignalSizing.Tiered => "TIERED",
            _ => "PERCENTAGE",
        });
        return strategy switch
        {
            "FIXED" => new SignalSizing.Fixed(size is { } dollars ? Usdc.RoundDown(dollars) : now is SignalSizing.Fixed same ? same.Amount : Usdc.Of(10m)),
            "PERCENTAGE" => new SignalSizing.Percentage(size ?? (now is SignalSizing.Percentage same ? same.Percent : 10m)),
            "TIERED" when settings.TryGetValue("TIERED_MULTIPLIERS", out var tiers) => SignalTiers.TryParse(tiers, out var read)
                ? new SignalSizing.Tiered(read)
                : throw new FormatException("TIERED_MULTIPLIERS looks like 1-100:2,100-500:1,1000+:0.1, in ascending order."),
            "TIERED" => now is SignalSizing.Tiered ? now : new SignalSizing.Tiered([]),
            _ => throw new FormatException("COPY_SIZING_STRATEGY is FIXED, PERCENTAGE or TIERED."),
        };
    }

    private static IReadOnlyList<WalletAddress> Traders(string name, string value) => [.. Words(value)
        .Select(word => WalletAddress.TryParse(word, out var wallet) ? wallet : throw new FormatException($"{name}: '{word}' is not a wallet; give 0x and 40 hexadecimal digits."))
        .Distinct()];

    private static string[] Words(string value) => value.Split([',', ' ', '\n', '\r', '\t', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static decimal Number(string name, string value) =>
        decimal.TryParse(value.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 1_000_000_000m ? number : throw new FormatException($"{name} is a number such as 10 or 2.50.");
}
