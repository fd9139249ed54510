using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Rules;

/// <summary>How much a rule sells when it fires.</summary>
public abstract record ExitAction
{
    private ExitAction()
    {
    }

    /// <summary>Everything that is held then, also what still settles.</summary>
    public sealed record SellAll : ExitAction
    {
        /// <summary>The only value.</summary>
        public static SellAll Instance { get; } = new();
    }

    /// <summary>So many shares, fewer when fewer are held.</summary>
    /// <param name="Amount">Above zero.</param>
    public sealed record SellPart(Shares Amount) : ExitAction;

    /// <summary>The shares that are sold of so many.</summary>
    public Shares Of(Shares held) => this is SellPart part ? Shares.Min(part.Amount, held) : held;
}
