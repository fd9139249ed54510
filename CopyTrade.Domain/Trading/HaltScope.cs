namespace CopyTrade.Domain.Trading;

/// <summary>How far a pause or halt reaches, from the widest.</summary>
public enum HaltScope
{
    /// <summary>Everybody; set by an operator.</summary>
    Platform,

    /// <summary>All of a tenant's trading.</summary>
    Tenant,

    /// <summary>One book of a tenant: what is ordered for one reason, such as one followed wallet.</summary>
    Book,

    /// <summary>One market of a tenant.</summary>
    Market,
}
