using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue;

namespace CopyTrade.Infrastructure.Simulation.Routing;

/// <summary>Paper wallets to the paper venue, all others to the real one; an installation in paper mode sends nothing to the real one at all. Measures what the real one takes.</summary>
internal sealed class RoutedGateway(IVenueGateway real, PaperGateway paper, PaperLatency latency, VenueSettings venue, TimeProvider clock) : IVenueGateway
{
    private const string PaperOnly = "This installation is in Paper mode: only paper accounts trade.";

    public async Task<SubmitOutcome> SubmitAsync(VenueCredentials credentials, SignedOrder order, TimeInForce timeInForce, Urgency urgency, Func<Task>? lastLook, CancellationToken ct)
    {
        if (credentials.PaperAccount is not null) return await paper.SubmitAsync(credentials, order, timeInForce, urgency, lastLook, ct);
        if (venue.Mode == VenueMode.Paper) return new SubmitOutcome.Rejected(VenueErrorCode.AccountRestricted, PaperOnly);
        var began = clock.GetTimestamp();
        var outcome = await real.SubmitAsync(credentials, order, timeInForce, urgency, lastLook, ct);
        if (outcome is not SubmitOutcome.Unknown) latency.Observe(clock.GetElapsedTime(began));
        return outcome;
    }

    public async Task<CancelOutcome> CancelAsync(VenueCredentials credentials, VenueOrderId order, CancellationToken ct) =>
        credentials.PaperAccount is null && venue.Mode == VenueMode.Paper ? new CancelOutcome.Refused(PaperOnly) : await For(credentials).CancelAsync(credentials, order, ct);

    public Task<OrderLookup> FindOrderAsync(VenueCredentials credentials, VenueOrderId order, CancellationToken ct) => For(credentials).FindOrderAsync(credentials, order, ct);

    public Task<IReadOnlyList<VenueTrade>> TradesAsync(VenueCredentials credentials, DateTimeOffset? since, CancellationToken ct) => For(credentials).TradesAsync(credentials, since, ct);

    public Task<IReadOnlyList<VenueTrade>> FindTradeAsync(VenueCredentials credentials, string tradeId, CancellationToken ct) => For(credentials).FindTradeAsync(credentials, tradeId, ct);

    private IVenueGateway For(VenueCredentials credentials) => credentials.PaperAccount is null ? real : paper;
}
