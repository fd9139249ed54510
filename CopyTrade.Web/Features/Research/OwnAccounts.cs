using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Simulation;

namespace CopyTrade.Web.Features.Research;

internal sealed class OwnAccounts(PaperAccounts accounts) : IOwnAccounts
{
    public async Task<IReadOnlyList<AccountSummary>> ListAsync(UserId person, CancellationToken ct) => [.. (await accounts.ListAsync(person, ct)).Where(account => account.ClosedAt is null)];
}
