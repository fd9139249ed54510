using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Domain.Research.Leaders;

namespace CopyTrade.Tests.Web.Features.Leaders;

/// <summary>Given rankings and what was asked of them.</summary>
internal sealed class FakeLeaders : ILeadersQuery, ILeaderChanges, ILeaderRecord
{
    public LeaderList List { get; set; } = new([], null, 0, 0);

    public LeaderDossier? Dossier { get; set; }

    public List<CopyTrial> Trials { get; } = [];

    public HashSet<WalletAddress> Stars { get; } = [];

    public List<WalletAddress> Asked { get; } = [];

    public Exception? Failure { get; set; }

    public int BoardRows => 50;

    public int ClosedRows => 50;

    public int MarketsAtOnce => 25;

    public static FakeLeaders Ranked(int wallets)
    {
        List<LeaderProfile> profiles = [.. Enumerable.Range(1, wallets).Select(i => LeaderCalculator.Of(LeaderSamples.Trader(i, 0.45 + (i % 10 * 0.04), 60, i) with { Name = $"Trader {i}" }))];
        var standings = LeaderRanker.Rank(profiles);
        var rows = profiles.Select(profile => LeaderRow.Of(profile, standings[profile.Wallet.Value])).OrderBy(row => row.Standing.Rank).ToList();
        return new() { List = new(rows, LeaderSamples.Now, wallets, 0) };
    }

    public static LeaderDossier Full()
    {
        var history = LeaderSamples.Trader(1, 0.7, 80, 5) with { Name = "Trader 1" };
        var profile = LeaderCalculator.Of(history);
        return new(profile.Wallet, "Trader 1", profile, LeaderRanker.Rank([profile])[profile.Wallet.Value], LeaderSamples.Now, LeaderSamples.Now, null, history.Openings, [.. history.Closings.Take(3)]);
    }

    public Task<LeaderList> ListAsync(CancellationToken ct) => Failure is null ? Task.FromResult(List) : Task.FromException<LeaderList>(Failure);

    public Task<LeaderDossier?> FindAsync(WalletAddress wallet, CancellationToken ct) => Failure is null ? Task.FromResult(Dossier) : Task.FromException<LeaderDossier?>(Failure);

    public Task<IReadOnlySet<WalletAddress>> StarredAsync(TenantRef tenant, CancellationToken ct) => Task.FromResult<IReadOnlySet<WalletAddress>>(Stars.ToHashSet());

    public Task<IReadOnlyList<CopyTrial>> TrialsAsync(TenantRef tenant, WalletAddress wallet, CancellationToken ct) => Task.FromResult<IReadOnlyList<CopyTrial>>([.. Trials]);

    public Task<bool> AskAsync(WalletAddress wallet, CancellationToken ct)
    {
        Asked.Add(wallet);
        return Task.FromResult(true);
    }

    public Task StarAsync(TenantRef tenant, WalletAddress wallet, bool starred, CancellationToken ct)
    {
        _ = starred ? Stars.Add(wallet) : Stars.Remove(wallet);
        return Task.CompletedTask;
    }

    public Task<Guid?> TryAsync(TenantRef tenant, WalletAddress wallet, TrialTerms terms, CancellationToken ct)
    {
        Trials.Insert(0, new(Guid.NewGuid(), wallet, terms, TrialState.Requested, LeaderSamples.Now, null, null, null));
        return Task.FromResult<Guid?>(Trials[0].Id);
    }

    public Task<IReadOnlyList<LeaderboardRow>> BoardAsync(LeaderBoard board, int offset, CancellationToken ct) => Task.FromResult<IReadOnlyList<LeaderboardRow>>([]);

    public Task<LeaderboardRow?> FindNameAsync(string name, CancellationToken ct) => Failure is VenueUnavailableException down ? throw down
        : Task.FromResult(name == "marlow" ? new LeaderboardRow(LeaderSamples.Wallet(7), name, 1, 1m, 1m) : null);

    public Task<(IReadOnlyList<LeaderClosing> Closings, int Rows)> ClosedAsync(WalletAddress wallet, int offset, CancellationToken ct) => Task.FromResult<(IReadOnlyList<LeaderClosing>, int)>(([], 0));

    public Task<TradePage> TakerTradesAsync(WalletAddress wallet, int limit, CancellationToken ct) => Task.FromResult(new TradePage([], 0, 0, null));

    public Task<IReadOnlyList<LeaderMarket>> MarketsAsync(IReadOnlyCollection<ConditionId> conditions, CancellationToken ct) => Task.FromResult<IReadOnlyList<LeaderMarket>>([]);
}
