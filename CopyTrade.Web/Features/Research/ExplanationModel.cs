using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Web.Features.Research;

/// <summary>The account of one trade, read once somebody asks for it.</summary>
public sealed class ExplanationModel(CurrentTenant tenants, ILogger<ExplanationModel> logger, ITradeExplanations? explanations = null)
{
    /// <summary>Null until somebody asks; empty while none was written.</summary>
    public Part<KeptExplanation>? Explanation { get; private set; }

    public Task ExplainAsync(Guid? decision, OrderId? order, CancellationToken ct)
    {
        Explanation = new("the explanation");
        return Explanation.FindAsync(
            async () =>
            {
                if (explanations is null) return null;
                var tenant = await tenants.GetAsync();
                return decision is { } id ? await explanations.OfDecisionAsync(tenant, id, ct) : order is { } own ? await explanations.OfOrderAsync(tenant, own, ct) : null;
            },
            logger,
            ct);
    }
}
