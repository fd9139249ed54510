using System.Globalization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Simulation;

/// <summary>The followed wallets of a run: what they trade, who follows them, and by which rules. All of it drawn from the seed.</summary>
internal static class SimLeaders
{
    public static void Fill(World world, SimDatabase database, TimeSpan storm)
    {
        var leaders = Enumerable.Range(0, 1 + world.Random.Next(3)).Select(number => WalletAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"0x{0xfa00 + number:x40}"))).ToList();
        foreach (var tenant in database.Tenants.Values)
        {
            foreach (var leader in leaders.Where(leader => leader == leaders[0] || world.Happens(0.6)))
            {
                var target = TargetOf(world, tenant, leader);
                database.Targets[target.Id] = target;
            }
        }

        Trade(world, database, leaders, storm);
    }

    private static void Trade(World world, SimDatabase database, List<WalletAddress> leaders, TimeSpan storm)
    {
        var held = new Dictionary<(WalletAddress, TokenId), decimal>();
        var moments = Enumerable.Range(0, 6 + world.Random.Next(9)).Select(_ => World.Beginning + (world.Random.NextDouble() * storm)).Order().ToList();
        for (var n = 0; n < moments.Count; n++)
        {
            // Sometimes the same wallet again, in the same second and another transaction.
            var isAgain = n > 0 && world.Happens(0.25);
            var last = isAgain ? database.Fills[^1].First : null;
            var leader = last?.Wallet ?? leaders[world.Random.Next(leaders.Count)];
            var market = new SimMarket(1 + world.Random.Next(2));
            var token = last?.Token ?? (world.Happens(0.7) ? market.Yes : market.No);
            var owned = held.GetValueOrDefault((leader, token));
            var side = last?.Side ?? (owned > 0m && world.Happens(0.4) ? OrderSide.Sell : OrderSide.Buy);
            if (side == OrderSide.Sell && owned <= 0m) side = OrderSide.Buy;
            var shares = side == OrderSide.Sell ? (world.Happens(0.4) ? owned : decimal.Round(owned * (decimal)(0.1 + (0.8 * world.Random.NextDouble())), 2)) : world.Happens(0.3) ? 1m + world.Random.Next(6) : 10m + world.Random.Next(120);
            if (shares <= 0m) continue;
            held[(leader, token)] = owned + (side == OrderSide.Buy ? shares : -shares);
            var at = isAgain ? database.Fills[^1].At : moments[n];
            var transaction = TransactionHash.Parse("0x" + world.NewGuid().ToString("N") + world.NewGuid().ToString("N"));
            var price = 0.35m + (world.Random.Next(40) / 100m);
            var legs = shares >= 4m && world.Happens(0.35) ? [decimal.Round(shares / 2m, 2), shares - decimal.Round(shares / 2m, 2)] : new[] { shares };
            database.Fills.Add(new(at, [.. legs.Select((part, leg) => new WalletTrade(leader, transaction, SimMarket.Of(token).Condition, token, side, Shares.Of(part), Price.Of(price + (leg * 0.01m)), at.ToUnixTimeSeconds(), null, null, null))]));
        }
    }

    private static CopyTarget TargetOf(World world, SimTenant tenant, WalletAddress leader) => new(
        new(world.NewGuid()), tenant.Ref.Tenant, leader, TargetKey.Of(leader), null, SizingOf(world), Usdc.Of(4m + world.Random.Next(9)), 75, World.Beginning.AddHours(-1), null, RulesOf(world));

    private static SizingPolicy SizingOf(World world) => world.Random.Next(10) switch
    {
        < 4 => new SizingPolicy.MinBet(),
        < 6 => new SizingPolicy.Fixed(Usdc.Of(3m + world.Random.Next(4))),
        < 8 => new SizingPolicy.Percentage(5m + world.Random.Next(40)),
        < 9 => new SizingPolicy.MirrorFillExact(),
        _ => new SizingPolicy.PositionGap(Usdc.Of(10m), Usdc.Of(60m)),
    };

    private static CopyRules RulesOf(World world)
    {
        T? Maybe<T>(double chance, T value) where T : struct => world.Happens(chance) ? value : null;
        return new()
        {
            AggregateSeconds = Maybe(0.35, 60),
            MaxPerMarketUsdc = Maybe(0.3, 6m + world.Random.Next(10)),
            MaxPerTargetUsdc = Maybe(0.2, 10m + world.Random.Next(10)),
            MaxTotalUsdc = Maybe(0.2, 12m + world.Random.Next(14)),
            CooldownSeconds = Maybe(0.1, 5),
            MaxTradesPerHour = Maybe(0.15, 2 + world.Random.Next(3)),
            MaxSpread = Maybe(0.15, 0.03m),
            MaxAgeSeconds = Maybe(0.2, 10),
            MaxPrice = Maybe(0.1, 0.6m),
            TargetMinimumUsdc = Maybe(0.15, 5m),
            DominanceMinimum = Maybe(0.3, 0m),
            VwapTolerance = Maybe(0.6, 0m),
            RestingMinutes = Maybe(0.5, 1),
            OrderType = Maybe(0.2, TimeInForce.Fak),
            SellFraction = Maybe(0.3, SellFraction.All),
            SmallSell = Maybe(0.4, SmallSell.SellAll),
            FollowUps = world.Random.Next(4) switch { 0 => new FollowUpRules(FollowUpMode.Plain), 1 => new FollowUpRules(FollowUpMode.Gated, 2m, 1m), 2 => new FollowUpRules(FollowUpMode.Never), _ => null },
        };
    }
}
