using CopyTrade.Domain.Trading;

namespace CopyTrade.Web.Features.Trading;

/// <summary>What a pause or halt means, in sentences.</summary>
public static class HaltWords
{
    public static string Of(HaltKind kind) => kind == HaltKind.Pause ? "Pause" : "Halt";

    public static string Of(HaltScope scope) => scope switch { HaltScope.Platform => "everybody", HaltScope.Tenant => "your account", HaltScope.Book => "one target", _ => "one market" };

    public static string Means(HaltKind kind, HaltScope scope) => (kind, scope) switch
    {
        (HaltKind.Pause, HaltScope.Book) => "Its new trades are seen, not copied. Exits go on, resting orders stay.",
        (HaltKind.Pause, HaltScope.Market) => "New trades on it are seen, not copied. Exits go on, resting orders stay.",
        (HaltKind.Pause, _) => "New trades are seen, not copied. Exits go on, resting orders stay.",
        (_, HaltScope.Platform) => "Nobody can take new risk. Resting buys are cancelled, closing passes.",
        (_, HaltScope.Book) => "Nothing is bought through it. Its resting buys are cancelled, closing passes.",
        (_, HaltScope.Market) => "Nothing is bought on it, by whichever way. Its resting buys are cancelled, closing passes.",
        _ => "Nothing is bought. Resting buys are cancelled, closing passes.",
    };
}
