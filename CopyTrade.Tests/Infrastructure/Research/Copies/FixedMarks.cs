using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Infrastructure.Research.Copies;

/// <summary>Marks as a test sets them; counts what the venue would have been asked.</summary>
internal sealed class FixedMarks : ITokenMarks
{
    public Dictionary<TokenId, (decimal Value, MarkSource Source)> Known { get; } = [];

    public List<TokenId> Asked { get; } = [];

    public bool IsDown { get; set; }

    public Task<IReadOnlyDictionary<TokenId, TokenMark>> AtAsync(IReadOnlyCollection<TokenId> tokens, DateTimeOffset at, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<TokenId, TokenMark>>(tokens.Distinct().Where(Known.ContainsKey).ToDictionary(token => token, token => new TokenMark(token, Price.Of(Known[token].Value), at, Known[token].Source)));

    public Task FillAsync(IReadOnlyCollection<TokenId> tokens, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        Asked.AddRange(tokens);
        return IsDown ? throw new VenueUnavailableException("down") : Task.CompletedTask;
    }
}
