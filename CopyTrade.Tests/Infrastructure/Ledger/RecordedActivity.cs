using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Infrastructure.Ledger;

/// <summary>A venue's record of one wallet, in pages of three rows.</summary>
internal sealed class RecordedActivity : IWalletActivity, IMarketCatalog, IMarketResolutions
{
    private readonly List<WalletActivity> _movements = [];

    /// <summary>So many questions are not answered.</summary>
    public int FailsNext { get; set; }

    public int PageRows => 3;

    /// <summary>A transaction of its own, unless a digit names one.</summary>
    public WalletActivity Add(ActivityKind kind, decimal amount, DateTimeOffset at, char? transaction = null)
    {
        var hash = transaction is { } digit ? new string(digit, 64) : Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N");
        var movement = new WalletActivity(kind, TransactionHash.Parse("0x" + hash), null, null, Shares.Of(amount), Usdc.Of(amount), DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds()), null);
        _movements.Add(movement);
        return movement;
    }

    public Task<(IReadOnlyList<WalletActivity> Movements, int Rows)> PageAsync(WalletAddress wallet, DateTimeOffset from, int offset, CancellationToken ct)
    {
        if (FailsNext-- > 0) throw new VenueUnavailableException("no answer");
        var second = DateTimeOffset.FromUnixTimeSeconds(from.ToUnixTimeSeconds());
        IReadOnlyList<WalletActivity> page = [.. _movements.Where(movement => movement.At >= second).OrderBy(movement => movement.At).Skip(offset).Take(PageRows)];
        return Task.FromResult((page, page.Count));
    }

    public Task<Market?> FindAsync(ConditionId condition, TokenId token, CancellationToken ct) => Task.FromResult<Market?>(null);

    public void Forget(TokenId token)
    {
    }

    public Task<MarketResolution?> FindAsync(ConditionId condition, CancellationToken ct) => Task.FromResult<MarketResolution?>(null);
}
