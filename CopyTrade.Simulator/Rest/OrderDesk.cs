using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Faults;
using CopyTrade.Simulator.Signing;

namespace CopyTrade.Simulator.Rest;

/// <summary>Takes customers' orders: the mode of the venue first, then the order's own rules, then the book.</summary>
internal sealed class OrderDesk(VenueState state, MatchingEngine matching, Scheduler scheduler, IVenueEvents events, FaultBoard faults)
{
    public (OrderRefusal? Refusal, BookOrder? Order) Post(OrderPayload? payload, ApiKey key, DateTimeOffset receivedAt)
    {
        // Recovery is the slow part and needs nothing that changes: it stays outside the lock.
        var isSigned = payload is not null && IsSigned(payload.Order, key);
        lock (state.Gate)
        {
            var received = new ReceivedOrder { ReceivedAt = receivedAt, Address = key.Address };
            state.Remember(received);
            if (payload is null)
            {
                return (Refuse(received, new(400, "Invalid order payload")), null);
            }

            Describe(received, payload);
            var refusal = VenueMode(payload) ?? Check(payload, key, received, isSigned);
            if (refusal is not null)
            {
                return (Refuse(received, refusal), null);
            }

            var order = Accept(payload, key, received);
            events.BooksChanged();
            return (null, order);
        }
    }

    public void NotAccepted(string address, DateTimeOffset receivedAt, OrderPayload? payload, string reason)
    {
        lock (state.Gate)
        {
            var received = new ReceivedOrder { ReceivedAt = receivedAt, Address = address, Error = reason };
            if (payload is not null)
            {
                Describe(received, payload);
            }

            state.Remember(received);
        }
    }

    private static OrderRefusal Refuse(ReceivedOrder received, OrderRefusal refusal)
    {
        received.Error = refusal.Text;
        return refusal;
    }

    private void Describe(ReceivedOrder received, OrderPayload payload)
    {
        var order = payload.Order;
        var negRisk = state.Markets.ByToken(order.Token.Value)?.Market.NegRisk ?? false;
        received.Id = Words.Hex(OrderHashing.OrderHash(order, Contracts.ExchangeFor(negRisk), Contracts.ChainId));
        received.Maker = order.Maker;
        received.Token = order.Token.Value;
        received.Side = Wire.Word(order.Side);
        received.Type = Wire.Word(payload.Type);
        (received.Price, received.Size) = OrderTerms.ImpliedPriceAndSize(order);
    }

    private OrderRefusal? VenueMode(OrderPayload payload)
    {
        if (faults.Disabled is not null)
        {
            return new(503, "Trading is currently disabled. Check polymarket.com for updates");
        }

        if (faults.CancelOnly is not null)
        {
            return new(503, "Trading is currently cancel-only. New orders are not accepted, but cancels are allowed.");
        }

        return faults.PostOnlyMode is not null && !payload.PostOnly
            ? new(503, "post-only mode: only post-only orders and cancels are allowed", "post_only_mode", Math.Max(1, faults.PostOnlySecondsLeft))
            : null;
    }

    private OrderRefusal? Check(OrderPayload payload, ApiKey key, ReceivedOrder received, bool isSigned)
    {
        var order = payload.Order;
        if (payload.Owner != key.Key)
        {
            return new(400, "the order owner has to be the owner of the API KEY");
        }

        if (order.SignatureType != SignatureType.DepositWallet && order.Signer != key.Address)
        {
            return new(400, "the order signer address has to be the address of the API KEY");
        }

        if (state.Markets.ByToken(order.Token.Value) is not var (market, outcome) || market.IsClosed)
        {
            return new(404, "No orderbook exists for the requested token id");
        }

        if (!isSigned || !MayUseWallet(order, key))
        {
            return new(400, "invalid signature");
        }

        if (state.Standing.ClosedOnly && order.Side == OrderSide.Buy)
        {
            return new(400, $"'{order.Maker}' address in closed only mode");
        }

        if (state.Orders.ContainsKey(received.Id))
        {
            return new(400, $"order {received.Id} is invalid. Duplicated.");
        }

        var refusal = OrderTerms.TryRead(payload, market, received.Id, state.Now, out var terms);
        (received.Price, received.Size) = terms is null ? (received.Price, received.Size) : (terms.Price, terms.Size);
        return refusal ?? CheckFunds(payload, terms!, market, outcome) ?? CheckBook(payload, terms!, market, outcome, received.Id);
    }

    private bool MayUseWallet(WireOrder order, ApiKey key)
    {
        if (order.SignatureType != SignatureType.DepositWallet)
        {
            return true;
        }

        var known = state.Accounts.ContainsKey(order.Maker);
        var wallet = state.AccountOf(order.Maker);
        if (!known && state.Options.AutoFund)
        {
            if (state.Outside is { } outside)
            {
                outside.Give(new(wallet.Address, state.Options.AutoFundUsdc, Allowances: true));
            }
            else
            {
                VenueState.Fund(wallet, state.Options.AutoFundUsdc, allowances: true);
            }
        }

        wallet.Owner ??= key.Address;
        return wallet.Owner == key.Address;
    }

    private OrderRefusal? CheckFunds(OrderPayload payload, OrderTerms terms, World.ListedMarket market, int outcome)
    {
        var account = state.AccountOf(payload.Order.Maker);
        var exchange = Contracts.ExchangeFor(market.NegRisk);
        var open = account.Resting.Where(o => o.Side == payload.Order.Side);
        var (balance, need, allowed) = payload.Order.Side == OrderSide.Buy
            ? (account.Usdc - open.Sum(o => o.Remaining * o.Price), terms.Dollars + (payload.PostOnly ? 0m : HighestFee(market, outcome, terms)), account.CollateralSpenders.Contains(exchange))
            : (account.SharesOf(payload.Order.Token.Value) - open.Where(o => o.Token == payload.Order.Token.Value).Sum(o => o.Remaining), terms.Size, account.TokenOperators.Contains(exchange));
        if (!allowed)
        {
            return new(400, $"not enough balance / allowance: the allowance is not enough -> spender: {exchange}, allowance: 0, order amount: {Wire.Units(need)}");
        }

        return balance < need
            ? new(400, $"not enough balance / allowance: the balance is not enough -> balance: {Wire.Units(balance)}, order amount: {Wire.Units(need)}")
            : null;
    }

    // A better price buys more shares for the same dollars, and those carry the higher fee.
    private static decimal HighestFee(World.ListedMarket market, int outcome, OrderTerms terms)
    {
        var price = Math.Min(terms.Price, market.Books[outcome].BestAsk ?? terms.Price);
        return Fees.Of(market, terms.Budget is { } budget ? budget / price : terms.Size, price);
    }

    private bool IsSigned(WireOrder order, ApiKey key) => state.Markets.ByToken(order.Token.Value) is var (market, _)
        && OrderSignature.IsValid(order, Contracts.ExchangeFor(market.NegRisk), Contracts.ChainId, key.Address);

    private OrderRefusal? CheckBook(OrderPayload payload, OrderTerms terms, World.ListedMarket market, int outcome, string id)
    {
        var crosses = market.Books[outcome].Crosses(payload.Order.Side, terms.Price);
        if (payload.PostOnly && crosses)
        {
            return new(400, "invalid post-only order: order crosses book");
        }

        if (payload.Type == TimeInForce.Fak && !crosses)
        {
            return Killed(payload, terms, market, outcome, id, "no orders found to match with FAK order. FAK orders are partially filled or killed if no match is found.");
        }

        return payload.Type == TimeInForce.Fok && !MatchingEngine.CanFill(Build(payload, terms, market, outcome, id, payload.Owner))
            ? Killed(payload, terms, market, outcome, id, "order couldn't be fully filled. FOK orders are fully filled or killed.")
            : null;
    }

    private OrderRefusal Killed(OrderPayload payload, OrderTerms terms, World.ListedMarket market, int outcome, string id, string text)
    {
        events.OrderChanged(Build(payload, terms, market, outcome, id, payload.Owner), "CANCELLATION", "CANCELED_" + text);
        return new(400, text);
    }

    private BookOrder Accept(OrderPayload payload, ApiKey key, ReceivedOrder received)
    {
        var (market, outcome) = state.Markets.ByToken(payload.Order.Token.Value)!.Value;
        OrderTerms.TryRead(payload, market, received.Id, state.Now, out var terms);
        var order = Build(payload, terms!, market, outcome, received.Id, key.Key);
        (received.Accepted, received.Order) = (true, order);
        matching.Place(order);
        matching.EndInTime(order, scheduler);

        return order;
    }

    private BookOrder Build(OrderPayload payload, OrderTerms terms, World.ListedMarket market, int outcome, string id, string owner) => new()
    {
        Id = id,
        Account = state.AccountOf(payload.Order.Maker),
        Owner = owner,
        Market = market,
        OutcomeIndex = outcome,
        Side = payload.Order.Side,
        Price = terms.Price,
        Size = terms.Size,
        Budget = terms.Budget,
        Type = payload.Type,
        Expiration = payload.Expiration,
        CreatedAt = state.Now,
    };
}
