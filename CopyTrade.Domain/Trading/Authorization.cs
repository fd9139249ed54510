namespace CopyTrade.Domain.Trading;

/// <summary>What the authoriser says.</summary>
public abstract record Authorization
{
    private Authorization()
    {
    }

    /// <summary>Allowed: the context is the only thing that can be signed.</summary>
    public sealed record Granted(SigningContext Context) : Authorization;

    /// <summary>Not allowed.</summary>
    /// <param name="Code">The first check that failed.</param>
    /// <param name="Detail">One sentence with the numbers, for people.</param>
    public sealed record Denied(OrderFailure Code, string Detail) : Authorization;
}
