using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;

namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>An event and its questions over Gamma: two requests, for which nobody waits.</summary>
internal sealed class GammaEventQuestions(VenueReader reader) : IEventQuestions
{
    public async Task<IReadOnlyList<EventQuestion>> FindAsync(ConditionId condition, CancellationToken ct)
    {
        if (await SlugAsync(condition, ct) is not { } slug) return [];
        using var answer = await reader.JsonAsync(new(Endpoints.GammaEvents, "/events") { Query = $"slug={Uri.EscapeDataString(slug)}" }, ct);
        var found = answer is null ? default : (answer.RootElement.ValueKind == JsonValueKind.Array ? answer.RootElement.Items() : answer.RootElement.Items("data", "events")).FirstOrDefault();
        var questions = EventParser.Questions(found);
        return questions.Any(question => question.Condition == condition) ? questions : [];
    }

    private async Task<string?> SlugAsync(ConditionId condition, CancellationToken ct)
    {
        using var answer = await reader.JsonAsync(new(Endpoints.GammaMarkets, "/markets") { Query = $"condition_ids={condition}" }, ct);
        return answer is null ? null : MarketParser.GammaRow(answer.RootElement, condition).Items("events").FirstOrDefault().Text("slug");
    }
}
