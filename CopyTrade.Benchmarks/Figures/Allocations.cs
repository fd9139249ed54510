using System.Globalization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Infrastructure.Venue.Signing;
using Microsoft.Extensions.Options;

namespace CopyTrade.Benchmarks.Figures;

/// <summary>Bytes that the two computing steps of a copy allocate, on the thread that takes them.</summary>
public static class Allocations
{
    private const int Times = 2_000;
    private static readonly DateTimeOffset Now = new(2026, 1, 8, 12, 0, 0, TimeSpan.Zero);
    private static readonly WalletAddress Leader = WalletAddress.Parse("0x6031b6eed1c97e853c6e0f03ad3ce3529351f96d");
    private static readonly TokenId Token = TokenId.Parse("71321045679252212594626385532706912750332728571942532289631379312455583992563");
    private static readonly TokenId Opposite = TokenId.Parse("52114319501245915516055106046884209969926127482827954674443846427813813222426");
    private static readonly ConditionId Condition = ConditionId.Parse("0x" + new string('c', 64));
    private static readonly TransactionHash Transaction = TransactionHash.Parse("0x" + new string('a', 64));

    public static void Tell(Report report)
    {
        var (copied, skipped) = (Input(Usdc.Of(5m)), Input(Usdc.Of(0.01m)));
        if (MirrorPlanner.Plan(copied) is not MirrorDecision.Place { Intent: var intent } || MirrorPlanner.Plan(skipped) is not MirrorDecision.Skip) throw new InvalidOperationException("The planner decides otherwise.");
        report.Add("allocated by a decision to copy", Bytes(() => MirrorPlanner.Plan(copied)), null, null);
        report.Add("allocated by a decision to skip", Bytes(() => MirrorPlanner.Plan(skipped)), null, null);
        report.Add("allocated by writing down what was looked at", Bytes(() => DomainJson.Write(copied)), null, null);

        using var keys = new OneKey();
        var signer = new OrderSigner(keys, Options.Create(new VenueOptions()));
        var terms = new OrderTerms(
            intent.Token, intent.NegRisk, intent.Side, intent.Limit, intent.Shares, intent.Tick, intent.TimeInForce, keys.Address, keys.Address, SignatureType.Eoa,
            OrderDerivation.SaltOf(intent.Key), Now.ToUnixTimeMilliseconds());
        var (tenant, connection) = (new TenantRef(new TenantId(Guid.NewGuid()), new UserId(Guid.NewGuid())), new WalletConnectionId(Guid.NewGuid()));
        report.Add("allocated by hashing, signing and writing the order", Bytes(() => signer.SignAsync(tenant, connection, terms, CancellationToken.None).GetAwaiter().GetResult()), null, null);
    }

    private static string Bytes(Func<object> step)
    {
        for (var i = 0; i < 200; i++) _ = step();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++) _ = step();
        return string.Create(CultureInfo.InvariantCulture, $"{(GC.GetAllocatedBytesForCurrentThread() - before) / (double)Times / 1024:0.0} kB");
    }

    private static MirrorInput Input(Usdc most) => new(
        new ObservedFill(
            FillId.FromDataApi(Transaction, Token, OrderSide.Buy, Now.AddSeconds(-3).ToUnixTimeSeconds()), Leader, Transaction, Condition, Token, OrderSide.Buy,
            Shares.Of(78.97m), Price.Of(0.62m), 1, Now.AddSeconds(-3), Now, "wallet-drain", "Will it rain?", "Yes", "quiet.harbor"),
        new CopyTarget(
            new TargetRowId(Guid.NewGuid()), new TenantId(Guid.NewGuid()), Leader, TargetKey.Of(Leader), null, new SizingPolicy.MinBet(), most, 75, Now.AddDays(-1), null),
        new Market(Condition, Token, Opposite, "Will it rain?", "Yes", TickSize.Of(0.01m), Shares.Of(5m), Usdc.Of(1m), false, 0m, 1, Now.AddDays(1), true, false, Now),
        new MirrorSnapshot(false, Shares.Zero, Shares.Zero, Usdc.Zero, 0, Usdc.Of(100m)),
        TimeSpan.FromSeconds(60), Now);

    private sealed class OneKey : ISigningKeys, IDisposable
    {
        private readonly EthereumSigner _signer = new(Convert.FromHexString("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"));

        public WalletAddress Address => _signer.Address;

        public ValueTask<T> UseAsync<T>(TenantRef tenant, WalletConnectionId connection, Func<EthereumSigner, T> use, CancellationToken ct) => new(use(_signer));

        public void Dispose() => _signer.Dispose();
    }
}
