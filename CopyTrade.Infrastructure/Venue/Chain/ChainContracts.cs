using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>The venue's contracts as configured, and the permissions that they need.</summary>
internal sealed class ChainContracts
{
    public ChainContracts(IOptions<VenueOptions> venue, IOptions<ChainOptions> chain)
    {
        ChainId = venue.Value.ChainId;
        Exchange = WalletAddress.Parse(venue.Value.ExchangeAddress);
        NegRiskExchange = WalletAddress.Parse(venue.Value.NegRiskExchangeAddress);
        Collateral = WalletAddress.Parse(chain.Value.CollateralAddress);
        ConditionalTokens = WalletAddress.Parse(chain.Value.ConditionalTokensAddress);
        CollateralAdapter = WalletAddress.Parse(chain.Value.CollateralAdapterAddress);
        NegRiskAdapter = WalletAddress.Parse(chain.Value.NegRiskAdapterAddress);
        Bridged = WalletAddress.Parse(chain.Value.BridgedAddress);
        Onramp = WalletAddress.Parse(chain.Value.OnrampAddress);
        All = [Exchange, NegRiskExchange, Collateral, ConditionalTokens, CollateralAdapter, NegRiskAdapter, Bridged, Onramp];
        Steps =
        [
            new("collateral-exchange", ApprovedToken.Collateral, Exchange, "buy in markets of their own", IsForTrading: true),
            new("collateral-neg-risk-exchange", ApprovedToken.Collateral, NegRiskExchange, "buy in markets with several answers", IsForTrading: true),
            new("outcomes-exchange", ApprovedToken.Outcomes, Exchange, "sell in markets of their own", IsForTrading: true),
            new("outcomes-neg-risk-exchange", ApprovedToken.Outcomes, NegRiskExchange, "sell in markets with several answers", IsForTrading: true),
            new("outcomes-adapter", ApprovedToken.Outcomes, CollateralAdapter, "redeem markets of their own", IsForTrading: false),
            new("outcomes-neg-risk-adapter", ApprovedToken.Outcomes, NegRiskAdapter, "redeem markets with several answers", IsForTrading: false),
        ];
    }

    public int ChainId { get; }

    public WalletAddress Exchange { get; }

    public WalletAddress NegRiskExchange { get; }

    public WalletAddress Collateral { get; }

    public WalletAddress ConditionalTokens { get; }

    public WalletAddress CollateralAdapter { get; }

    public WalletAddress NegRiskAdapter { get; }

    /// <summary>USDC.e.</summary>
    public WalletAddress Bridged { get; }

    public WalletAddress Onramp { get; }

    /// <summary>None of them gives back what is sent to it.</summary>
    public IReadOnlyList<WalletAddress> All { get; }

    public IReadOnlyList<ApprovalStep> Steps { get; }
}
