using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Web.Layout;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Search;

/// <summary>Searches by the queries of the pages themselves: what a page would not show, a search does not find.</summary>
public sealed class SearchDesk(ITargetsQuery targets, IActivityQuery activity, IPositionsQuery positions, IOrderLinesQuery orders) : ISearch
{
    private const int Shortest = 2;
    private const int Longest = 100;
    private const int OfAKind = 6;
    private const int Looked = 60;

    public async Task<IReadOnlyList<Found>> FindAsync(TenantRef tenant, string text, bool isOperator, CancellationToken ct)
    {
        var wanted = text.Trim();
        if (wanted.Length is < Shortest or > Longest) return [];
        var (followed, seen, held, placed) = (
            targets.ListAsync(tenant, ct),
            activity.PageAsync(tenant, new ActivityFilter(ActivityGroup.All, null, null, wanted), null, Looked, ct),
            positions.ListAsync(tenant, includeClosed: true, ct),
            orders.PageAsync(tenant, new OrderFilter(), null, Looked, ct));
        await Task.WhenAll(followed, seen, held, placed);
        var cards = await followed;
        return
        [
            .. Pages(wanted, isOperator),
            .. Targets(cards, wanted),
            .. Stranger(cards, wanted),
            .. Markets(await seen, await held, wanted),
            .. Orders((await placed).Lines, wanted),
        ];
    }

    private static IEnumerable<Found> Pages(string wanted, bool isOperator) =>
        ShellLink.Trade.Concat(ShellLink.Control).Concat(ShellLink.Account).Concat(isOperator ? ShellLink.Operate : [])
            .Where(link => Has(link.Text, wanted)).Take(OfAKind).Select(link => new Found("Page", link.Icon, link.Text, $"g {link.Key}", link.Href));

    private static IEnumerable<Found> Targets(IReadOnlyList<TargetCard> cards, string wanted) =>
        cards.Where(card => Has(TargetNames.Of(card), wanted) || Has(card.PublicName, wanted) || Has(card.Target.Wallet.Value, wanted)).Take(OfAKind)
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

    private static IEnumerable<Found> Orders(IReadOnlyList<OrderLine> rows, string wanted) =>
        rows.Where(row => Has(row.Order.Title, wanted) || row.Order.Id.ToString().StartsWith(wanted, StringComparison.OrdinalIgnoreCase) || row.Order.VenueOrderId?.Value.StartsWith(wanted, StringComparison.OrdinalIgnoreCase) is true).Take(OfAKind)
            .Select(row => new Found("Order", "orders", $"{(row.Order.Side == OrderSide.Buy ? "Buy" : "Sell")} {row.Order.Outcome ?? "?"}: {row.Order.Title ?? "Unnamed market"}", Format.Moment(row.Order.CreatedAt), $"/orders/{row.Order.Id}"));

    private static bool Has(string? text, string wanted) => text?.Contains(wanted, StringComparison.OrdinalIgnoreCase) is true;
}
