namespace CopyTrade.Domain.Accounts;

/// <summary>What a grant lets the platform do.</summary>
[Flags]
public enum GrantScope
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>poly:trade:buy</c></summary>
    Buy = 1,

    /// <summary><c>poly:trade:sell</c></summary>
    Sell = 2,
}
