using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Research.Days;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Web.Features.Fakes;

/// <summary>Reports of days and replays over lists in memory.</summary>
public sealed class FakeDays : IDayReports, IDayReplays
{
    public Dictionary<DateOnly, DayReport> Reports { get; } = [];

    public DateTimeOffset? FollowingSince { get; set; }

    public DateOnly? FirstDay { get; set; }

    public List<DayReplay> Replays { get; } = [];

    public List<TargetRowId> Asked { get; } = [];

    public Exception? Failure { get; set; }

    /// <summary>One copied, one skipped, none before.</summary>
    public static DayReplayResult Result() => new(
        new TrialResult { From = PageData.Now.AddDays(-1), To = PageData.Now, IsComplete = true, Trades = 2, Copied = 1, Skipped = new Dictionary<SkipReason, int> { [SkipReason.OutsidePriceBand] = 1 }, Spent = Usdc.Of(5m), PaidSpread = Usdc.Of(0.08m) },
        Usdc.Of(1_000m),
        [
            new(PageData.Now.AddHours(-1), OrderSide.Buy, PageData.MarketTitle(1), "Yes", Price.Of(0.9m), Usdc.Of(90m), null, SkipReason.OutsidePriceBand),
            new(PageData.Now.AddHours(-2), OrderSide.Buy, PageData.MarketTitle(2), "No", Price.Of(0.4m), Usdc.Of(40m), Usdc.Of(5m), null),
        ]);

    Task<DayReport> IDayReports.ReadAsync(TenantRef tenant, DateOnly day, CancellationToken ct) => Failure is { } failure
        ? Task.FromException<DayReport>(failure)
        : Task.FromResult(Reports.GetValueOrDefault(day) ?? new(day, [], new CopyGapAnswer(CopyGapReport.Of([]), 0, 0), Usdc.Zero, FollowingSince, FirstDay));

    Task<bool> IDayReplays.RequestAsync(TenantRef tenant, TargetRowId target, CancellationToken ct)
    {
        if (Failure is { } failure) return Task.FromException<bool>(failure);
        Asked.Add(target);
        Replays.RemoveAll(replay => replay.Target == target);
        Replays.Add(new(target, PageData.Wallet(1), null, PageData.Now, null, null, null));
        return Task.FromResult(true);
    }

    Task<IReadOnlyList<DayReplay>> IDayReplays.ListAsync(TenantRef tenant, CancellationToken ct) => Task.FromResult<IReadOnlyList<DayReplay>>([.. Replays]);

    Task<DayReplay?> IDayReplays.FindAsync(TenantRef tenant, TargetRowId target, CancellationToken ct) => Task.FromResult(Replays.Find(replay => replay.Target == target));
}
