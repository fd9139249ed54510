using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Signals;

/// <summary>The check before a profile takes intents (R1.15). Pure.</summary>
public static class SignalHealth
{
    /// <summary>How many of the largest intents the balance should pay for.</summary>
    public const int ComfortableIntents = 5;

    /// <summary>All checks, in a fixed order.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="isStorageWorking">Whether its tables could be written.</param>
    /// <param name="venueProblem">Why the venue does not answer; null when it does.</param>
    /// <param name="balance">Free collateral; null when no wallet is connected or it was never read.</param>
    public static IReadOnlyList<SignalHealthItem> Check(SignalProfile profile, bool isStorageWorking, string? venueProblem, Usdc? balance)
    {
        var terms = profile.Terms;
        // Who only observes needs no money.
        var needsMoney = !terms.IsObserveOnly;
        var comfortable = Usdc.Of(terms.MaxUsdc.Amount * ComfortableIntents);
        return
        [
            new("trader_allowlist", terms.Traders.Count > 0, true, terms.Traders.Count > 0 ? $"{terms.Traders.Count} traders may be followed." : $"Profile {profile.Name} allows no trader: add the wallets that it may follow."),
            new("size_limits", terms.MaxUsdc >= terms.MinOrder, true, terms.MaxUsdc >= terms.MinOrder ? $"Intents of ${terms.MinOrder} to ${terms.MaxUsdc} are taken." : "The largest intent is under the smallest order: raise it."),
            new("storage", isStorageWorking, true, isStorageWorking ? "Intents can be stored." : "Intents cannot be stored: see to the database."),
            new("venue", venueProblem is null, false, venueProblem ?? "The venue answers."),
            new("balance", balance >= terms.MinOrder || !needsMoney, needsMoney, balance is null ? "The balance is not known: connect a wallet on the Wallet page." : balance >= terms.MinOrder ? $"${balance} are free." : $"${balance} do not pay for the smallest order of ${terms.MinOrder}: add funds."),
            new("comfort", balance >= comfortable || !needsMoney, false, balance >= comfortable || !needsMoney ? $"The balance pays for {ComfortableIntents} of the largest intents." : $"The balance does not pay for {ComfortableIntents} of the largest intents (${comfortable})."),
        ];
    }

    /// <summary>The sentence of the first critical failure; null when the intake may start.</summary>
    public static string? Obstacle(IEnumerable<SignalHealthItem> items) => items.FirstOrDefault(item => item is { Passed: false, IsCritical: true })?.Message;
}
