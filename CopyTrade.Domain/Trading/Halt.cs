namespace CopyTrade.Domain.Trading;

/// <summary>A refusal of new risk that holds now.</summary>
/// <param name="Kind">Pause stops entries that follow somebody, mirrored trades and signals; halt stops every entry.</param>
/// <param name="IsPlatform">True when an operator set it for everybody.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="SetAt">Since when.</param>
public sealed record Halt(HaltKind Kind, bool IsPlatform, string? Reason, DateTimeOffset SetAt)
{
    /// <summary>How far it reaches.</summary>
    public HaltScope Scope { get; init; } = IsPlatform ? HaltScope.Platform : HaltScope.Tenant;

    /// <summary>The book, or the market's condition; null for wider ones.</summary>
    public string? Subject { get; init; }

    /// <summary>Set for this account by somebody other than its owner, who cannot release it.</summary>
    public bool IsSuspension { get; init; }

    /// <summary>True for those that concern all of a tenant's trading.</summary>
    public bool IsWide => Scope is HaltScope.Platform or HaltScope.Tenant;

    /// <summary>Whether it concerns this order. What only reduces risk passes every halt.</summary>
    public bool Stops(OrderIntent intent) => !intent.ReduceOnly
        && (Kind == HaltKind.Halt || intent.Origin is OrderOrigin.Mirror or OrderOrigin.Signal or OrderOrigin.Alert)
        && Scope switch
        {
            HaltScope.Book => Subject == intent.Book,
            HaltScope.Market => Subject == intent.Condition.Value,
            _ => true,
        };
}
