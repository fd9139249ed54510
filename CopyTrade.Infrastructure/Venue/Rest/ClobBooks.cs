using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>Order books over the CLOB's REST interface.</summary>
internal sealed partial class ClobBooks(VenueReader reader, TimeProvider clock, ILogger<ClobBooks> logger) : IOrderBooks
{
    public async Task<OrderBook?> FindAsync(TokenId token, CancellationToken ct)
    {
        using var json = await reader.JsonAsync(new(Endpoints.GetBook, "/book") { Query = $"token_id={token}", Urgency = Urgency.Entry }, ct);
        if (json is null) return null;
        var (book, quarantined) = BookParser.Read(json.RootElement, token, clock.GetUtcNow());
        if (quarantined > 0) Log.LevelsQuarantined(logger, token, quarantined);
        return book ?? throw new VenueUnavailableException("Clob /book: the answer is not the book of this token.");
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3111, Level = LogLevel.Warning, Message = "Book of {Token}: {Count} levels left out as unreadable.")]
        public static partial void LevelsQuarantined(ILogger logger, TokenId token, int count);
    }
}
