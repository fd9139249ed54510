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

    public List<LeaderView> Views { get; } = [];

    public Exception? Failure { get; set; }

    /// <summary>Until it is set, nothing is answered.</summary>
    public TaskCompletionSource? Gate { get; init; }

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

    public async Task<LeaderList> ListAsync(CancellationToken ct)
    {
        if (Gate is not null) await Gate.Task;
        return Failure is null ? List : throw Failure;
    }

    public async Task<LeaderDossier?> FindAsync(WalletAddress wallet, CancellationToken ct)
    {
        if (Gate is not null) await Gate.Task;
        return Failure is null ? Dossier?.Wallet == wallet ? Dossier : null : throw Failure;
    }

    public Task<IReadOnlyList<LeaderView>> ViewsAsync(TenantRef tenant, CancellationToken ct) => Task.FromResult<IReadOnlyList<LeaderView>>([.. Views]);

    public Task<bool> SaveViewAsync(TenantRef tenant, LeaderView view, CancellationToken ct)
    {
        Views.Add(view);
        return Task.FromResult(true);
    }

    public Task RemoveViewAsync(TenantRef tenant, string name, CancellationToken ct)
    {
        if (Failure is { } failure) return Task.FromException(failure);
        Views.RemoveAll(view => view.Name == name);
        return Task.CompletedTask;
    }

    public Task<IReadOnlySet<WalletAddress>> StarredAsync(TenantRef tenant, CancellationToken ct) => Task.FromResult<IReadOnlySet<WalletAddress>>(Stars.ToHashSet());

    public Task<IReadOnlyList<CopyTrial>> TrialsAsync(TenantRef tenant, WalletAddress wallet, CancellationToken ct) => Task.FromResult<IReadOnlyList<CopyTrial>>([.. Trials]);

    public Task<CopyTrial?> FindTrialAsync(TenantRef tenant, Guid id, CancellationToken ct) => Task.FromResult(Trials.Find(trial => trial.Id == id));

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

    public Task<TradePage> MarketTakersAsync(ConditionId market, long start, long end, int limit, CancellationToken ct) => Task.FromResult(new TradePage([], 0, 0, null));

    public Task<IReadOnlyList<LeaderMarket>> MarketsAsync(IReadOnlyCollection<ConditionId> conditions, CancellationToken ct) => Task.FromResult<IReadOnlyList<LeaderMarket>>([]);
}
