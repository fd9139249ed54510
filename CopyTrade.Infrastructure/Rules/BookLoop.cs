using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Keeps the books of guarded tokens live and says which of them moved.</summary>
internal sealed class BookLoop(ILiveBooks books, RuleMailbox mailbox, TimeProvider clock, ILogger<BookLoop> logger) : HostedLoop(clock, logger)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    protected override async Task RoundAsync(CancellationToken ct)
    {
        await foreach (var changes in books.ReadAsync(ct)) mailbox.Add(changes);
    }
}
