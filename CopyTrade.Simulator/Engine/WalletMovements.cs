using CopyTrade.Simulator.World;

namespace CopyTrade.Simulator.Engine;

/// <summary>What moves in wallets other than by trades: each changes the books and leaves a row. Called under the venue's lock.</summary>
internal sealed class WalletMovements(VenueState state)
{
    private const int Limit = 20_000;
    private readonly Dictionary<string, List<WalletMovement>> _byWallet = [];

    /// <summary>As the feed names them.</summary>
    public static readonly IReadOnlySet<string> Types = new HashSet<string>(["SPLIT", "MERGE", "REDEEM", "CONVERSION", "DEPOSIT", "WITHDRAWAL", "MAKER_REBATE", "TAKER_REBATE", "REWARD", "REFERRAL_REWARD", "YIELD"], StringComparer.Ordinal);

    /// <summary>Rows of a wallet, oldest first.</summary>
    public IReadOnlyList<WalletMovement> Of(string wallet) => _byWallet.GetValueOrDefault(wallet) ?? [];

    /// <summary>Moves money and shares and writes the row; the reason where that is not possible.</summary>
    public string? Apply(WalletMovement movement)
    {
        var account = movement.Account;
        switch (movement.Type)
        {
            case "SPLIT" when movement.Market is { } market:
                if (account.Usdc < movement.Size) return "the wallet has less collateral";
                account.Usdc -= movement.Size;
                foreach (var token in market.Tokens) account.HoldingOf(token).Add(movement.Size, 0.5m);
                break;
            case "MERGE" when movement.Market is { } market:
                if (market.Tokens.Any(token => account.SharesOf(token) < movement.Size)) return "the wallet has fewer shares of an outcome";
                foreach (var token in market.Tokens) account.HoldingOf(token).Remove(movement.Size, 0.5m);
                account.Usdc += movement.Size;
                break;
            case "SPLIT" or "MERGE":
                return "a split and a merge need a known conditionId";
            case "REDEEM" or "CONVERSION":
                return "this happens on the chain, not here";
            case "WITHDRAWAL":
                if (account.Usdc < movement.Cash) return "the wallet has less collateral";
                account.Usdc -= movement.Cash;
                break;
            default:
                account.Usdc += movement.Cash;
                break;
        }

        Add(movement);
        state.CustomerChanged();
        return null;
    }

    /// <summary>Writes the row of what the chain has done already.</summary>
    public void Tell(string type, Account account, decimal size, decimal cash, string transaction, ListedMarket? market = null, int? outcome = null) =>
        Add(new(type, account, market, size, cash, state.Now.ToUnixTimeSeconds(), transaction, outcome));

    private void Add(WalletMovement movement)
    {
        if (!_byWallet.TryGetValue(movement.Account.Address, out var rows)) _byWallet[movement.Account.Address] = rows = [];
        var at = rows.Count;
        while (at > 0 && rows[at - 1].Timestamp > movement.Timestamp) at--;
        rows.Insert(at, movement);
        if (rows.Count > Limit) rows.RemoveRange(0, Limit / 10);
    }
}
