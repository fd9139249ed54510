using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Accounts.Preflight;

/// <summary>
/// Tells what kind of wallet a key has from where its money is (protocol 9.2): a wrong type shows at the venue as a balance
/// of zero and as refused signatures, and neither says why.
/// </summary>
internal static class WalletKind
{
    private static readonly SignatureType[] Kinds = [SignatureType.Eoa, SignatureType.Proxy, SignatureType.Safe, SignatureType.DepositWallet];

    public static PreflightFinding Type(PreflightFacts facts)
    {
        var wallet = facts.Wallet;
        if (KindAt(facts, wallet.Funder) is { } real && real != wallet.SignatureType)
            return new(PreflightCheck.SignatureType, CheckState.Failed, $"The address that holds the money is this key's {Word(real)}, not its {Word(wallet.SignatureType)}: disconnect and connect again with --signature-type {(int)real}{Funded(real, wallet.Funder)}.");
        return PreflightJudge.Of(PreflightCheck.SignatureType, facts.Account, account => account.Login == LoginState.Refused ? (CheckState.Unknown, "Not known before the venue accepts the credentials.") : Compare(facts, account));
    }

    public static PreflightFinding Funder(PreflightFacts facts)
    {
        var wallet = facts.Wallet;
        if (Expected(facts, wallet.SignatureType) is { } expected && expected != wallet.Funder && KindAt(facts, wallet.Funder) is null)
            return new(PreflightCheck.Funder, CheckState.Failed, $"The {Word(wallet.SignatureType)} of this key is {expected}, but {wallet.Funder} is connected: disconnect and connect again with --funder {expected}.");
        if (wallet.SignatureType != SignatureType.DepositWallet) return new(PreflightCheck.Funder, CheckState.Passed, $"{wallet.Funder} holds the money.");
        // Which address a deposit wallet has only the venue knows: what it books must be what the chain has there.
        return PreflightJudge.Of(PreflightCheck.Funder, facts.Chain, chain => facts.Account is { Value.Balances: { } booked } && booked.TryGetValue(wallet.SignatureType, out var venue) && venue != chain.Collateral
            ? (CheckState.Failed, $"The venue books {venue.ToDollars()} for the deposit wallet of this key, but {wallet.Funder} holds {chain.Collateral.ToDollars()}: connect again with the address that Polymarket shows as yours.")
            : (CheckState.Passed, $"{wallet.Funder} holds the money."));
    }

    private static (CheckState State, string Text) Compare(PreflightFacts facts, VenueAccount account)
    {
        var own = facts.Wallet.SignatureType;
        var booked = account.Balances.TryGetValue(own, out var balance) ? balance : (Usdc?)null;
        var elsewhere = Kinds.Where(kind => kind != own && account.Balances.GetValueOrDefault(kind) > Usdc.Zero).Select(kind => (Kind: kind, Held: account.Balances[kind])).OrderByDescending(found => found.Held).ToList();
        if (booked == Usdc.Zero && elsewhere.Count > 0)
        {
            var (kind, held) = elsewhere[0];
            return (CheckState.Failed, $"The venue books nothing for the {Word(own)} of this key but {held.ToDollars()} for its {Word(kind)}: disconnect and connect again with --signature-type {(int)kind}{Funded(kind, Expected(facts, kind))}.");
        }

        return booked is null ? (CheckState.Unknown, "The venue did not say what it books for this wallet: run the checks again.") : (CheckState.Passed, $"Type {(int)own}, {Word(own)}: the venue knows it.");
    }

    private static SignatureType? KindAt(PreflightFacts facts, WalletAddress address) =>
        address == facts.Wallet.Signer ? SignatureType.Eoa : address == facts.Proxy ? SignatureType.Proxy : address == facts.Safe ? SignatureType.Safe : null;

    private static WalletAddress? Expected(PreflightFacts facts, SignatureType kind) => kind switch
    {
        SignatureType.Eoa => facts.Wallet.Signer,
        SignatureType.Proxy => facts.Proxy,
        SignatureType.Safe => facts.Safe,
        _ => null,
    };

    private static string Funded(SignatureType kind, WalletAddress? address) => kind == SignatureType.Eoa || address is null ? "" : $" --funder {address}";

    private static string Word(SignatureType kind) => kind switch
    {
        SignatureType.Eoa => "plain address",
        SignatureType.Proxy => "proxy wallet",
        SignatureType.Safe => "Safe",
        _ => "deposit wallet",
    };
}
