using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Ledger;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Mirroring.Explanations;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Research.Copies;
using CopyTrade.Infrastructure.Research.Leaders;
using CopyTrade.Infrastructure.Rules;
using CopyTrade.Infrastructure.Targets.Leaving;
using CopyTrade.Infrastructure.Trading.Settlement;
using CopyTrade.Infrastructure.Venue.Chain;

namespace CopyTrade.Web.Hosting;

/// <summary>The manifest: every recurring job of the installation. The sub-second work is done by loops; these are the safety nets and the upkeep.</summary>
internal static class RecurringJobs
{
    private static int _drills;

    public static IEnumerable<JobDefinition> All(bool drill) => [.. Trading(), .. Observation(), .. Research(), .. Ledger(), .. Upkeep(), .. drill ? Drill() : []];

    // Mirroring, orders, wallets and rules.
    private static IEnumerable<JobDefinition> Trading()
    {
        yield return new JobDefinition(
            "mirror.tick", "Wakes the deciding host while seen trades wait for a decision.", new JobSchedule.Every(TimeSpan.FromSeconds(30)),
            (services, ct) => services.GetRequiredService<MirrorTick>().RunAsync(ct))
        {
            WhilePaused = "Trades of followed wallets whose signal was lost, exits among them, are not looked for again: they stay uncopied until the next trade is seen.",
        };
        yield return new JobDefinition(
            OrderReconciler.Job, "Asks the venue about unfinished orders and gives up those that it does not know.", new JobSchedule.Every(TimeSpan.FromSeconds(60)),
            async (services, ct) =>
            {
                var result = await services.GetRequiredService<OrderReconciler>().RunAsync(ct);
                return new JobReport(result.Asked, result.Lost);
            })
        {
            WhilePaused = "Orders of which nobody knows what became are not asked about at the venue in passing: positions and caps may be wrong, and fills that a stream missed stay unknown.",
        };
        yield return new JobDefinition(
            "wallets.auto-wrap", "Looks for deposited USDC.e and asks for its wrapping where the owner agreed.", new JobSchedule.Every(TimeSpan.FromSeconds(60)),
            async (services, ct) =>
            {
                var (seen, asked) = await services.GetRequiredService<AutoWrap>().RunAsync(services.GetRequiredService<TenantEnumerator>().Tenants, ct);
                return new JobReport(seen, asked);
            });
        yield return new JobDefinition(
            "rules.approvals", "Ends rules that asked and had no answer in time.", new JobSchedule.Every(TimeSpan.FromSeconds(60)),
            (services, ct) => services.GetRequiredService<ApprovalWaits>().RunAsync(services.GetRequiredService<TenantEnumerator>().Tenants, ct))
        {
            WhilePaused = "Rules that asked their owner stay open beyond their time: a late yes sells at a price of long ago.",
        };
        yield return new JobDefinition(
            TargetExitJob.Name, "Sells what is left of followed wallets whose time to be left has come, and stops following them.", new JobSchedule.Every(TimeSpan.FromSeconds(15)),
            (services, ct) => services.GetRequiredService<TargetExitJob>().RunAsync(services.GetRequiredService<TenantEnumerator>().Tenants, ct))
        {
            WhilePaused = "Wallets that are being left are not sold when their date comes, and stay halted and followed.",
        };
    }

    // What is known of followed wallets.
    private static IEnumerable<JobDefinition> Observation()
    {
        yield return new JobDefinition(
            "wallets.statistics", "Measures how large followed wallets usually bet, from their own history.", new JobSchedule.Every(TimeSpan.FromHours(1)), ObservationJobs.StatisticsAsync);
        yield return new JobDefinition(
            "coverage.check", "Reads settled periods of followed wallets again and counts which fills had been seen in time.", new JobSchedule.Every(TimeSpan.FromMinutes(5)), ObservationJobs.CoverageAsync);
    }

    // Ranking, skips and accounts of trades.
    private static IEnumerable<JobDefinition> Research()
    {
        yield return new JobDefinition(
            LeaderJobs.Histories, "Finds wallets that might be worth copying and reads their records, a part at a time.", new JobSchedule.Every(TimeSpan.FromMinutes(5)), LeaderJobs.HistoriesAsync);
        yield return new JobDefinition(
            LeaderJobs.Ranking, "Reckons the profiles of wallets that were read, and ranks them.", new JobSchedule.Every(TimeSpan.FromMinutes(1)), LeaderJobs.RankingAsync);
        yield return new JobDefinition(
            "research.skips", "Reckons what skipped trades would have made, and again while they are open.", new JobSchedule.Every(TimeSpan.FromMinutes(5)), CopyResearchJobs.SkipsAsync) { Retries = [TimeSpan.FromMinutes(1)] };
        yield return new JobDefinition(
            "research.explanations", "Writes the account of each copied trade once it has settled.", new JobSchedule.Every(TimeSpan.FromMinutes(2)), ExplanationsModule.RunAsync) { Retries = [TimeSpan.FromMinutes(1)] };
    }

    // Marks, postings and the comparison with the venue.
    private static IEnumerable<JobDefinition> Ledger()
    {
        yield return new JobDefinition(
            "ledger.marks", "Keeps what held tokens are worth: once an hour, before midnight UTC, and soon after a purchase.", new JobSchedule.Every(TimeSpan.FromMinutes(1)), LedgerJobs.MarksAsync);
        yield return new JobDefinition(
            "ledger.post", "Writes every confirmed trade, closed lot and transfer into the money ledger, once.", new JobSchedule.Every(TimeSpan.FromSeconds(30)), LedgerJobs.PostAsync)
        {
            WhilePaused = "The money ledger falls behind: profit, loss and daily figures lack every trade settled since.",
        };
        yield return new JobDefinition(
            "ledger.activity", "Reads what moved in connected wallets without an order of ours: deposits, rebates, rewards, splits, merges.", new JobSchedule.Every(TimeSpan.FromMinutes(10)), LedgerJobs.ActivityAsync)
        {
            Retries = [TimeSpan.FromMinutes(1)],
        };
        yield return new JobDefinition(
            "ledger.trades", "Reads the trades of connected wallets and keeps those that no order here led to.", new JobSchedule.Every(TimeSpan.FromMinutes(10)), LedgerJobs.TradesAsync)
        {
            Retries = [TimeSpan.FromMinutes(1)],
        };
        yield return new JobDefinition(
            "ledger.compare", "Puts the ledger beside what venue and chain report and keeps the difference of the day.", new JobSchedule.Every(TimeSpan.FromMinutes(15)), LedgerJobs.CompareAsync)
        {
            WhilePaused = "Nobody notices when the ledger and what venue and chain report come apart.",
        };
    }

    // What is forgotten.
    private static IEnumerable<JobDefinition> Upkeep()
    {
        yield return new JobDefinition(
            "jobs.trim", "Forgets the record of jobs: successes after a week, failures after a month.", new JobSchedule.Daily(new TimeOnly(3, 10)), JobUpkeep.TrimAsync)
        {
            Retries = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30)],
        };
        yield return new JobDefinition(
            "records.trim", "Forgets finished jobs, messages, notifications and evaluations that are older than the settings keep.", new JobSchedule.Daily(new TimeOnly(3, 40)),
            (services, ct) => services.GetRequiredService<RetentionJob>().RunAsync(services.GetRequiredService<TenantEnumerator>().Tenants, ct))
        {
            Retries = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30)],
        };
    }

    private static IEnumerable<JobDefinition> Drill()
    {
        yield return new JobDefinition(
            "drill.fails-once", "Fails the first time in each process, for practising a retry.", new JobSchedule.Every(TimeSpan.FromHours(1)),
            (_, _) => Interlocked.Increment(ref _drills) > 1 ? Task.FromResult(JobReport.Nothing) : throw new InvalidOperationException("The drill fails once, as it should."));
    }
}
