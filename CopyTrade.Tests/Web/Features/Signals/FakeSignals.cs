using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Trading;
using CopyTrade.Tests.Domain.Signals;
using CopyTrade.Tests.Web.Features.Fakes;

namespace CopyTrade.Tests.Web.Features.Signals;

/// <summary>The intake over lists in memory.</summary>
internal sealed class FakeSignals : ISignalsQuery, ISignalProfiles, ISignalHealth, IPositionDriftQuery
{
    public List<SignalRow> Rows { get; } = [];

    public List<SignalRefusal> Refusals { get; } = [];

    public List<SignalProfile> Profiles { get; } = [];

    public SignalStats Stats { get; set; } = new(0, 0, 0, 0, 0, 0, 0, 0, new Dictionary<SignalReject, int>());

    public List<PositionDrift> Drift { get; } = [];

    public Exception? Failure { get; set; }

    public static SignalProfile Profile(SignalTerms? terms = null) => new(new(Guid.Parse("0a000000-0000-0000-0000-0000000000ff")), "careful", terms ?? SignalText.Terms, PageData.Now, null);

    public static SignalRow Row(SignalStatus status, SignalReject? code = null, string? reason = null) => new(
        Guid.NewGuid(), "careful", SignalText.Intent(SignalText.Buy()), SignalChannel.Http, PageData.Now.AddSeconds(-4), status, code, reason, null, 0, null, null, null, false);

    public Task<IReadOnlyList<SignalRow>> RecentAsync(TenantRef tenant, int most, CancellationToken ct) => Answer<IReadOnlyList<SignalRow>>(Rows);

    public Task<IReadOnlyList<SignalRefusal>> RefusedAsync(TenantRef tenant, int most, CancellationToken ct) => Answer<IReadOnlyList<SignalRefusal>>(Refusals);

    public Task<SignalStats> StatsAsync(TenantRef tenant, CancellationToken ct) => Answer(Stats);

    public Task<IReadOnlyList<SignalGeneratorState>> GeneratorsAsync(CancellationToken ct) => Answer<IReadOnlyList<SignalGeneratorState>>([]);

    Task<IReadOnlyList<PositionDrift>> IPositionDriftQuery.ListAsync(TenantRef tenant, CancellationToken ct) => Answer<IReadOnlyList<PositionDrift>>(Drift);

    public Task<IReadOnlyList<SignalProfile>> ListAsync(TenantRef tenant, CancellationToken ct) => Answer<IReadOnlyList<SignalProfile>>(Profiles);

    public Task<SignalProfileChange> CreateAsync(TenantRef tenant, string name, SignalTerms terms, string changedBy, CancellationToken ct)
    {
        Profiles.Add(Profile(terms) with { Name = name });
        return Task.FromResult<SignalProfileChange>(new SignalProfileChange.Done(Profiles[^1]));
    }

    public Task<SignalProfileChange> ChangeAsync(TenantRef tenant, SignalProfileId id, SignalTerms terms, string changedBy, CancellationToken ct) =>
        Task.FromResult<SignalProfileChange>(new SignalProfileChange.Refused("terms_invalid", "Not today."));

    public Task<SignalProfileChange> CloseAsync(TenantRef tenant, SignalProfileId id, string changedBy, CancellationToken ct) =>
        Task.FromResult<SignalProfileChange>(new SignalProfileChange.Refused("profile_not_found", "There is no such profile."));

    public Task<IReadOnlyList<SignalHealthItem>> CheckAsync(TenantRef tenant, SignalProfile profile, CancellationToken ct) => Answer(SignalHealth.Check(profile, true, null, null));

    private Task<T> Answer<T>(T value) => Failure is null ? Task.FromResult(value) : Task.FromException<T>(Failure);
}
