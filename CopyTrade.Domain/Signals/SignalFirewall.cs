namespace CopyTrade.Domain.Signals;

/// <summary>The one door for external intents (R1.6). Pure. Order: trader allowlist, market allowlist, size, staleness, repetition; the first rule that fails is the answer.</summary>
public static class SignalFirewall
{
    /// <summary>How far the generator's clock may be ahead of ours.</summary>
    public static TimeSpan MostClockLead { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Judges one intent under one profile.</summary>
    /// <param name="intent">Of the right form.</param>
    /// <param name="terms">The profile's rules.</param>
    /// <param name="isSeen">Whether this profile ever accepted this id.</param>
    /// <param name="now">The clock, or the replay's.</param>
    public static FirewallVerdict Judge(SignalIntent intent, SignalTerms terms, bool isSeen, DateTimeOffset now) =>
        (Trader(intent, terms) ?? Market(intent, terms) ?? Size(intent, terms) ?? Age(intent, terms, now) ?? Repetition(intent, isSeen)) ?? (FirewallVerdict)new FirewallVerdict.Pass();

    private static FirewallVerdict.Reject? Trader(SignalIntent intent, SignalTerms terms) =>
        terms.Traders.Count == 0 ? new(SignalReject.AllowlistEmpty, "The profile allows no trader yet: add the wallets that it may follow.")
        : terms.Traders.Contains(intent.Trader) ? null
        : new(SignalReject.TraderNotAllowed, $"{intent.Trader} is not on the profile's list of traders.");

    private static FirewallVerdict.Reject? Market(SignalIntent intent, SignalTerms terms) =>
        terms.Markets.Count == 0 || terms.Markets.Contains(intent.Market, StringComparer.OrdinalIgnoreCase) ? null
        : new(SignalReject.MarketNotAllowed, $"{intent.Market} is not on the profile's list of markets.");

    private static FirewallVerdict.Reject? Size(SignalIntent intent, SignalTerms terms) => intent switch
    {
        { SizeUsdc: { } dollars } when dollars > terms.MaxUsdc => new(SignalReject.SizeAboveMaxUsdc, $"${dollars} is above the largest intent of ${terms.MaxUsdc}."),
        // Small ones may still add up (R1.22).
        { SizeUsdc: { } dollars } when dollars < terms.MinOrder && !terms.Aggregates => new(SignalReject.SizeBelowMinimum, $"${dollars} is under the smallest order of ${terms.MinOrder}."),
        { SizeTokens: { } tokens } when terms.MaxTokens is { } most && tokens > most => new(SignalReject.SizeAboveMaxTokens, $"{tokens} tokens are above the most of {most}."),
        _ => null,
    };

    private static FirewallVerdict.Reject? Age(SignalIntent intent, SignalTerms terms, DateTimeOffset now)
    {
        var age = now - intent.At;
        if (age > terms.MaxAge) return new(SignalReject.Stale, $"The intent is {Seconds(age)} old; at most {terms.MaxAgeSeconds} s are allowed.");
        return age < -MostClockLead ? new(SignalReject.Stale, $"The intent is {Seconds(-age)} in the future: set the generator's clock.") : null;
    }

    private static FirewallVerdict.Reject? Repetition(SignalIntent intent, bool isSeen) =>
        isSeen ? new(SignalReject.Duplicate, $"Intent {intent.Id:D} was accepted before.") : null;

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture) + " s";
}
