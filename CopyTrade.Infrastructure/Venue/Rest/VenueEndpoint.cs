namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>An endpoint with the budgets that a request to it draws on.</summary>
internal sealed record VenueEndpoint(VenueHost Host, HttpMethod Method, IReadOnlyList<WindowLimit> Limits, SignerRate? Signer = null);

/// <summary>Which of the venue's hosts answers.</summary>
internal enum VenueHost
{
    Clob,
    Data,
    Gamma,
    Site,
}

/// <summary>A published limit of an address; the instance is the identity.</summary>
internal sealed class WindowLimit(string name, int permits, TimeSpan window)
{
    public string Name => name;

    public int Permits => permits;

    public TimeSpan Window => window;
}

/// <summary>The Standard tier's rate of one signer.</summary>
internal sealed record SignerRate(int PerSecond, int Burst, bool Cancels);
