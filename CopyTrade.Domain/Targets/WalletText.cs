using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Targets;

/// <summary>Finds the wallet in what a person pasted: the address itself, or a profile URL that contains one.</summary>
public static partial class WalletText
{
    /// <summary>True when exactly one wallet is named.</summary>
    public static bool TryFind(string? text, [NotNullWhen(true)] out WalletAddress? wallet)
    {
        if (WalletAddress.TryParse(text, out wallet)) return true;
        var named = Address().Matches(text ?? "").Select(match => match.Value.ToLowerInvariant()).Distinct().ToList();
        return named.Count == 1 && WalletAddress.TryParse(named[0], out wallet);
    }

    [GeneratedRegex("(?<![0-9A-Za-z])0[xX][0-9a-fA-F]{40}(?![0-9A-Za-z])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Address();
}
