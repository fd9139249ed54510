using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Web.Layout;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Search;

/// <summary>Searches by the queries of the pages themselves: what a page would not show, a search does not find.</summary>
public sealed class SearchDesk(ITargetsQuery targets, IActivityQuery activity, IPositionsQuery positions, IOrderSearch orders) : ISearch
{
    private const int Shortest = 2;
    private const int Longest = 100;
    private const int OfAKind = 6;
    private const int Looked = 60;
    private const int OrdersOfAPage = 25;

    public async Task<SearchResult> FindAsync(TenantRef tenant, string text, bool isOperator, CancellationToken ct)
    {
        var wanted = text.Trim();
        if (wanted.Length is < Shortest or > Longest) return new([], null);
        var (followed, seen, held) = (
            targets.ListAsync(tenant, ct),
            activity.PageAsync(tenant, new ActivityFilter(ActivityGroup.All, null, null, wanted), null, Looked, ct),
            positions.ListAsync(tenant, includeClosed: true, ct));
        var cards = await followed;
        var placed = orders.FindAsync(tenant, wanted, Books(cards, wanted), null, OfAKind, ct);
        await Task.WhenAll(seen, held, placed);
        return new(
        [
            .. Pages(wanted, isOperator),
            .. Targets(cards, wanted),
            .. Stranger(cards, wanted),
            .. Markets(await seen, await held, wanted),
            .. Orders((await placed).Orders),
        ], (await placed).Next);
    }

    public async Task<SearchResult> OrdersAsync(TenantRef tenant, string text, string? cursor, CancellationToken ct)
    {
        var wanted = text.Trim();
        if (wanted.Length is < Shortest or > Longest) return new([], null);
        var page = await orders.FindAsync(tenant, wanted, Books(await targets.ListAsync(tenant, ct), wanted), cursor, OrdersOfAPage, ct);
        return new([.. Orders(page.Orders)], page.Next);
    }

    // A wallet's orders are those of its book, also when it is not followed any more.
    private static string[] Books(IReadOnlyList<TargetCard> cards, string wanted) =>
    [
        .. cards.Where(card => IsMeant(card, wanted)).Select(card => MirrorKeys.BookOf(card.Target.Key)),
        .. WalletText.TryFind(wanted, out var wallet) ? [MirrorKeys.BookOf(TargetKey.Of(wallet))] : Array.Empty<string>(),
    ];

    private static IEnumerable<Found> Pages(string wanted, bool isOperator) =>
        ShellLink.Trade.Concat(ShellLink.Control).Concat(ShellLink.Account).Concat(isOperator ? ShellLink.Operate : [])
            .Where(link => Has(link.Text, wanted)).Take(OfAKind).Select(link => new Found("Page", link.Icon, link.Text, $"g {link.Key}", link.Href));

    private static IEnumerable<Found> Targets(IReadOnlyList<TargetCard> cards, string wanted) =>
        cards.Where(card => IsMeant(card, wanted)).Take(OfAKind)
            .Select(card => new Found("Target", "targets", TargetNames.Of(card), Format.ShortAddress(card.Target.Wallet.Value), $"/targets/{card.Target.Id}"));

    // A whole address or a profile of somebody who is not followed yet.
    private static IEnumerable<Found> Stranger(IReadOnlyList<TargetCard> cards, string wanted)
    {
        if (WalletText.TryFind(wanted, out var wallet) && cards.All(card => card.Target.Wallet != wallet))
            yield return new Found("Wallet", "wallet", Format.ShortAddress(wallet.Value), "not followed: look at it and follow", $"/targets?follow={wallet}");
    }

    private static IEnumerable<Found> Markets(ActivityPage seen, IReadOnlyList<PositionRow> held, string wanted)
    {
        var owned = held.Where(row => Has(row.Title, wanted)).Select(row => row.Title!).Distinct(StringComparer.Ordinal).ToList();
        foreach (var title in owned.Take(OfAKind)) yield return new Found("Market", "positions", title, "held", "/positions");
        foreach (var title in seen.Rows.Where(row => Has(row.Title, wanted)).Select(row => row.Title!).Distinct(StringComparer.Ordinal).Except(owned, StringComparer.Ordinal).Take(OfAKind))
            yield return new Found("Market", "activity", title, "seen", $"/activity?q={Uri.EscapeDataString(title)}");
    }

    private static IEnumerable<Found> Orders(IReadOnlyList<OrderDetail> rows) => rows.Select(order =>
        new Found("Order", "orders", $"{(order.Side == OrderSide.Buy ? "Buy" : "Sell")} {order.Outcome ?? "?"}: {order.Title ?? "Unnamed market"}", Format.Moment(order.CreatedAt), $"/orders/{order.Id}"));

    private static bool IsMeant(TargetCard card, string wanted) => Has(TargetNames.Of(card), wanted) || Has(card.PublicName, wanted) || Has(card.Target.Wallet.Value, wanted);

    private static bool Has(string? text, string wanted) => text?.Contains(wanted, StringComparison.OrdinalIgnoreCase) is true;
}
