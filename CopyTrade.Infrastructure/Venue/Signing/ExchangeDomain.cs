namespace CopyTrade.Infrastructure.Venue.Signing;

/// <summary>An exchange contract as signatures name it.</summary>
internal sealed class ExchangeDomain(string version, int chainId, string contract)
{
    /// <summary>Version of the exchange that takes orders since 2026-04-28.</summary>
    public const string Current = "2";

    private const string Name = "Polymarket CTF Exchange";

    public int ChainId => chainId;

    public byte[] Separator { get; } = Eip712.DomainSeparator(Name, version, chainId, contract);
}
