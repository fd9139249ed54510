namespace CopyTrade.Domain.Rules;

/// <summary>The hosts that judge rules, as they last told.</summary>
public interface IRuleHosts
{
    /// <summary>This host; null where it judges no rules or has not begun.</summary>
    RuleHost? Here { get; }

    /// <summary>False where this host may not read what the others tell, and judges no rules itself.</summary>
    bool IsKnown { get; }

    /// <summary>Every host that was heard of in the last hour, by name. Needs the database as app or worker; without either, this host alone.</summary>
    Task<IReadOnlyList<RuleHost>> ReadAsync(CancellationToken ct);
}
