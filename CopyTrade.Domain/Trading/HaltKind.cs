namespace CopyTrade.Domain.Trading;

/// <summary>Two of the stops that a trader has.</summary>
public enum HaltKind
{
    /// <summary>No new copies; exits go on, resting orders stay.</summary>
    Pause,

    /// <summary>No new risk at all, resting orders are cancelled; only closing passes.</summary>
    Halt,
}
