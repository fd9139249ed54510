using System.Text.Json;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Faults;
using CopyTrade.Simulator.Replay;
using CopyTrade.Simulator.Rest;
using CopyTrade.Simulator.Streams;
using CopyTrade.Simulator.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CopyTrade.Simulator.Control;

/// <summary>What no real venue has: the whole truth, and switches for what may go wrong.</summary>
internal sealed class ControlEndpoints(VenueState state, FaultBoard faults, RequestGate gate, StagedTrades staged, VenueStreams streams, LeaderTrader leaders, MarketWalk walk, ReplayPlayer? replay)
{
    public void Map(IEndpointRouteBuilder control)
    {
        control.MapGet("/orders", () => Locked(() => state.Received.Select(ControlViews.Received).ToArray()));
        control.MapGet("/trades", () => Locked(() => state.Trades.Values.Select(ControlViews.Trade).ToArray()));
        control.MapGet("/state", () => Locked(State));
        control.MapGet("/leaders", () => Locked(Leaders));
        control.MapGet("/markets", () => Locked(() => state.Markets.All.Select(ControlViews.Market).ToArray()));
        control.MapGet("/replay", () => Locked(Replay));
        control.MapPost("/replay/start", () => Locked(() => new { started = replay?.Start() ?? false }));
        control.MapPost("/fund", (FundRequest request) => Fund(request));
        control.MapPost("/activity", (ActivityRequest request) => Activity(request));
        control.MapPost("/resolve", (ResolveRequest request) => Resolve(request));
        control.MapPost("/price", (PriceRequest request) => Jump(request));
        control.MapPost("/tick", (TickRequest request) => ChangeTick(request));
        control.MapPost("/trade", (TradeRequest request) => Trade(request));
        control.MapPost("/faults", FaultsAsync);
        control.MapPost("/standing", (Standing standing) => Locked(() => state.Standing = standing));
        control.MapPost("/reset-faults", () =>
        {
            faults.Reset();
            return Answers.Json(new { ok = true });
        });
        control.MapPost("/service-time", (ServiceTimeRequest request) =>
        {
            gate.ServiceTime = TimeSpan.FromMilliseconds(Math.Max(0, request.Ms));
            return Answers.Json(new { ms = gate.ServiceTime.TotalMilliseconds });
        });
    }

    private IResult Locked(Func<object> view)
    {
        lock (state.Gate)
        {
            return Answers.Json(view());
        }
    }

    private object State() => new
    {
        now = state.Now,
        markets = state.Markets.All.Count,
        accounts = state.Accounts.Count,
        rows = state.Rows.Count,
        trades = state.Trades.Count,
        requests = gate.Requests,
        received = state.Received.Count,
        accepted = state.Received.Count(r => r.Accepted),
        openOrders = state.Orders.Values.Count(o => o.Owner.Length > 0 && o.Status == "LIVE"),
        customers = state.ApiKeys.Values.Select(k => k.Address).Distinct().Select(a => ControlViews.Account(state.AccountOf(a))).ToArray(),
        serviceTimeMs = gate.ServiceTime.TotalMilliseconds,
    };

    private object Leaders() => replay is null
        ? leaders.Cast.Select(l => new { wallet = l.Account.Address, name = l.Account.Name, pseudonym = l.Account.Pseudonym, style = l.Account.Style, secondsBetween = (decimal)l.SecondsBetween }).ToArray()
        : replay.Plan.GroupBy(p => p.Row.Wallet).OrderByDescending(g => g.Count()).Take(50)
            .Select(g => new { wallet = g.Key, name = g.First().Row.Name ?? "", pseudonym = g.First().Row.Pseudonym ?? "", style = $"recorded, {g.Count()} trades", secondsBetween = 0m }).ToArray();

    private object Replay() => replay is null
        ? new { rows = 0, played = 0, skipped = 0, synthetic = 0, started = false, done = true }
        : new
        {
            rows = replay.Plan.Count,
            played = replay.Played,
            skipped = replay.File.Skipped.Count,
            synthetic = replay.Plan.Count(p => p.IsSynthetic),
            started = replay.IsStarted,
            done = replay.Played == replay.Plan.Count,
            syntheticTokens = state.Markets.All.Count(m => m.HasSyntheticToken),
            skippedLines = replay.File.Skipped.Take(100).Select(s => new { line = s.Key, reason = s.Value }).ToArray(),
            list = replay.Plan.Select(p => new { line = p.Row.Line, wallet = p.Row.Wallet, transactionHash = p.TransactionHash, synthetic = p.IsSynthetic }).ToArray(),
        };

    private IResult Fund(FundRequest request)
    {
        if (!WalletAddress.TryParse(request.Address, out var address))
        {
            return Answers.Error(400, "address is not a wallet address");
        }

        lock (state.Gate)
        {
            var account = state.AccountOf(address.Value);
            state.CustomerChanged();
            account.Bridged = request.Bridged ?? account.Bridged;
            account.Owner = request.Owner?.ToLowerInvariant() ?? account.Owner;
            if (state.Outside is { } outside)
            {
                outside.Give(new(address.Value, request.Usdc, request.Allowances, request.TokenId, request.Shares));
                return Answers.Json(ControlViews.Account(account));
            }

            VenueState.Fund(account, request.Usdc, request.Allowances);
            if (request.TokenId is not null && request.Shares > 0m)
            {
                account.HoldingOf(request.TokenId).Add(request.Shares, 0.5m);
            }

            return Answers.Json(ControlViews.Account(account));
        }
    }

    private IResult Activity(ActivityRequest request)
    {
        var type = request.Type?.ToUpperInvariant() ?? "";
        if (!WalletAddress.TryParse(request.Address, out var address) || !WalletMovements.Types.Contains(type) || request.Amount <= 0m)
        {
            return Answers.Error(400, "an activity needs an address, a type as the feed names it, and an amount above zero");
        }

        lock (state.Gate)
        {
            if (state.Outside is not null)
            {
                return Answers.Error(409, "money and shares are on the chain here: move them there");
            }

            var market = request.ConditionId is null ? null : state.Markets.ByCondition(request.ConditionId);
            var movement = new WalletMovement(type, state.AccountOf(address.Value), market, request.Amount, request.Amount, request.Timestamp ?? state.Now.ToUnixTimeSeconds(), state.Ids.NextHash("activity"));
            return state.Movements.Apply(movement) is { } problem ? Answers.Error(409, problem) : Answers.Json(RowViews.Movement(movement));
        }
    }

    private IResult Resolve(ResolveRequest request)
    {
        lock (state.Gate)
        {
            if (state.Markets.ByCondition(request.ConditionId) is not { } market || request.Outcome is < 0 or > 1)
            {
                return Answers.Error(400, "a resolution needs a known conditionId and outcome 0 or 1");
            }

            walk.Resolve(market, request.Outcome);
            state.CustomerChanged();
            return Answers.Json(ControlViews.Market(market));
        }
    }

    private IResult Jump(PriceRequest request)
    {
        lock (state.Gate)
        {
            if (state.Markets.ByToken(request.TokenId) is not var (market, outcome) || request.Bid is <= 0m or >= 1m)
            {
                return Answers.Error(400, "a price needs a known tokenId and a bid between 0 and 1");
            }

            walk.Jump(market, outcome, request.Bid);
            return Answers.Json(ControlViews.Market(market));
        }
    }

    private IResult ChangeTick(TickRequest request)
    {
        lock (state.Gate)
        {
            if (state.Markets.ByToken(request.TokenId) is not var (market, _) || !TickSize.TryOf(request.Tick, out var tick))
            {
                return Answers.Error(400, "a tick needs a known tokenId and one of the venue's steps");
            }

            market.Tick = tick;
            return Answers.Json(ControlViews.Market(market));
        }
    }

    private IResult Trade(TradeRequest request)
    {
        lock (state.Gate)
        {
            if (!WalletAddress.TryParse(request.Wallet, out var wallet) || state.Markets.ByToken(request.TokenId) is not var (market, outcome)
                || request.Side is not ("BUY" or "SELL") || request.Size <= 0m || request.Price is <= 0m or >= 1m)
            {
                return Answers.Error(400, "a trade needs wallet, a known tokenId, side BUY or SELL, a positive size and a price between 0 and 1");
            }

            var legs = LegsOf(request);
            var hashes = Enumerable.Range(0, request.SameTransaction ? 1 : legs.Length).Select(_ => request.TransactionHash ?? state.Ids.NextHash("staged")).ToArray();
            var rows = staged.Play(new(state.AccountOf(wallet.Value), market, outcome, request.Side == "BUY" ? OrderSide.Buy : OrderSide.Sell, legs, hashes,
                request.DataLagMs is { } lag ? TimeSpan.FromMilliseconds(lag) : null, Math.Max(1, request.Repeat), request.Timestamp, request.Silent));
            return Answers.Json(new { transactionHash = hashes[0], transactionHashes = hashes, rows = rows.Select(RowViews.V1).ToArray() });
        }
    }

    // Legs are a number of equal parts, or the parts themselves.
    private static (decimal Size, decimal Price)[] LegsOf(TradeRequest request)
    {
        if (request.Legs is { ValueKind: JsonValueKind.Array } parts)
        {
            return [.. parts.EnumerateArray().Select(p => (p.GetProperty("size").GetDecimal(), p.TryGetProperty("price", out var price) ? price.GetDecimal() : request.Price))];
        }

        var count = request.Legs is { ValueKind: JsonValueKind.Number } number ? Math.Clamp(number.GetInt32(), 1, 50) : 1;
        return [.. Enumerable.Repeat((decimal.Round(request.Size / count, 6), request.Price), count)];
    }

    private async Task<IResult> FaultsAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        try
        {
            faults.Apply(await reader.ReadToEndAsync(request.HttpContext.RequestAborted));
            if (faults.Streams is { RefuseConnect: true } or { CloseEverySeconds: not null })
            {
                streams.CloseAll();
            }

            return Answers.Json(new { ok = true });
        }
        catch (JsonException failure)
        {
            return Answers.Error(400, failure.Message);
        }
    }
}
