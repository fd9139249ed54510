using System.Globalization;
using System.Text;
using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CopyTrade.Simulator.Rest;

/// <summary>A customer's own orders, trades and balances.</summary>
internal sealed class AccountEndpoints(VenueState state, Credentials credentials)
{
    private const int PageSize = 100;
    private const string EndCursor = "LTE=";
    private const string MaxAllowance = "115792089237316195423570985008687907853269984665640564039457584007913129639935";

    public void Map(IEndpointRouteBuilder clob)
    {
        clob.MapGet("/data/order/{id}", (HttpContext context, string id) => AuthEndpoints.WithLevel2(context, credentials, key => Order(key, id)));
        clob.MapGet("/data/orders", (HttpContext context) => AuthEndpoints.WithLevel2(context, credentials, key => Orders(key, context.Request)));
        clob.MapGet("/data/trades", (HttpContext context) => AuthEndpoints.WithLevel2(context, credentials, key => Trades(key, context.Request)));
        clob.MapGet("/balance-allowance", (HttpContext context) => AuthEndpoints.WithLevel2(context, credentials, key => Balance(key, context.Request)));
        clob.MapGet("/balance-allowance/update", (HttpContext context) => AuthEndpoints.WithLevel2(context, credentials, key => Balance(key, context.Request)));
        clob.MapGet("/notifications", (HttpContext context) => AuthEndpoints.WithLevel2(context, credentials, _ => Answers.Json(Array.Empty<object>())));
        clob.MapDelete("/notifications", (HttpContext context) => AuthEndpoints.WithLevel2(context, credentials, _ => Answers.Json("OK")));
    }

    private IResult Order(ApiKey key, string id)
    {
        lock (state.Gate)
        {
            return state.Orders.TryGetValue(id.ToLowerInvariant(), out var order) && order.Owner == key.Key
                ? Answers.Json(OrderViews.Open(order))
                : Answers.Error(404, "order not found");
        }
    }

    private IResult Orders(ApiKey key, HttpRequest request)
    {
        lock (state.Gate)
        {
            var found = state.Orders.Values.Where(o => o.Owner == key.Key && o.Status == "LIVE"
                && (request.Query("id") is not { } id || o.Id.Equals(id, StringComparison.OrdinalIgnoreCase)) && IsOf(o, request));
            return Page(request, found.OrderByDescending(o => o.CreatedAt).Select(OrderViews.Open));
        }
    }

    private IResult Trades(ApiKey key, HttpRequest request)
    {
        lock (state.Gate)
        {
            var found = state.TradesOf(key.Key).Where(t => (request.Query("id") is not { } id || t.Id == id)
                && (request.Query("maker_address") is not { } maker || Involves(t, maker.ToLowerInvariant()))
                && (request.Long("before") is not { } before || t.MatchedAt.ToUnixTimeSeconds() < before)
                && (request.Long("after") is not { } after || t.MatchedAt.ToUnixTimeSeconds() > after)
                && IsOf(t.Taker, request));
            return Page(request, found.OrderByDescending(t => t.MatchedAt).Select(t => OrderViews.Trade(t, key.Key)));
        }
    }

    private static bool Involves(MatchedTrade trade, string address) => trade.Taker.Account.Address == address || trade.Makers.Any(m => m.Order.Account.Address == address);

    private static bool IsOf(BookOrder order, HttpRequest request) =>
        (request.Query("market") is not { } market || order.Market.ConditionId.Equals(market, StringComparison.OrdinalIgnoreCase))
        && (request.Query("asset_id") is not { } token || order.Token == token);

    // The start cursor MA== is "0", the end cursor LTE= is "-1".
    private static IResult Page(HttpRequest request, IEnumerable<object> rows)
    {
        var from = 0;
        if (request.Query("next_cursor") is { } cursor)
        {
            try
            {
                from = int.Parse(Encoding.ASCII.GetString(Convert.FromBase64String(cursor)), CultureInfo.InvariantCulture);
            }
            catch (FormatException)
            {
                return Answers.Error(400, "invalid next_cursor");
            }
        }

        object[] page = from < 0 ? [] : [.. rows.Skip(from).Take(PageSize + 1)];
        var next = page.Length > PageSize ? Convert.ToBase64String(Encoding.ASCII.GetBytes((from + PageSize).ToString(CultureInfo.InvariantCulture))) : EndCursor;
        page = [.. page.Take(PageSize)];
        return Answers.Json(new { limit = PageSize, count = page.Length, next_cursor = next, data = page });
    }

    private IResult Balance(ApiKey key, HttpRequest request)
    {
        lock (state.Gate)
        {
            var type = (SignatureType)request.Number("signature_type", 0, 3);
            var wallet = type switch
            {
                SignatureType.Proxy => DerivedWallets.ProxyOf(key.Address),
                SignatureType.Safe => DerivedWallets.SafeOf(key.Address),
                SignatureType.DepositWallet => state.Accounts.Values.FirstOrDefault(a => a.Owner == key.Address)?.Address,
                _ => key.Address,
            };
            var account = wallet is null ? new("") : state.Accounts.GetValueOrDefault(wallet) ?? new Account(wallet);
            var isCollateral = request.Query("asset_type") != "CONDITIONAL";
            if (!isCollateral && state.Markets.ByToken(request.Query("token_id")) is null)
            {
                return Answers.Error(400, "invalid token_id");
            }

            var balance = isCollateral ? account.Usdc : account.SharesOf(request.Query("token_id")!);
            var approved = isCollateral ? account.CollateralSpenders : account.TokenOperators;
            return Answers.Json(new { balance = Wire.Units(balance), allowances = Contracts.Spenders.ToDictionary(s => s, s => approved.Contains(s) ? MaxAllowance : "0") });
        }
    }
}
