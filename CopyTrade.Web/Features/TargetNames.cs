using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Targets;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features;

/// <summary>What a target is called: the tenant's label, else the wallet's public name, else its short address. Untrusted text.</summary>
public static class TargetNames
{
    /// <summary>Whoever is followed no more.</summary>
    public const string Gone = "a removed target";

    public static string Of(TargetCard card) => Text(card.Target.Label) ?? Text(card.PublicName) ?? Format.ShortAddress(card.Target.Wallet.Value);

    public static string Of(CopyTarget target) => Text(target.Label) ?? Format.ShortAddress(target.Wallet.Value);

    public static string Of(ActivityRow row) => Text(row.TargetName) ?? Format.ShortAddress(row.Wallet.Value);

    /// <summary>Names by the book into which each target's copies go.</summary>
    public static Dictionary<string, string> ByBook(IEnumerable<TargetCard> cards) => cards.ToDictionary(card => MirrorKeys.BookOf(card.Target.Key), Of);

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
