namespace CopyTrade.Tests.Chain;

/// <summary>Lets requests through and, when told to, loses the answers of those that change the chain.</summary>
internal sealed class LostAnswers : DelegatingHandler
{
    public bool IsLosing { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isSend = (await request.Content!.ReadAsStringAsync(cancellationToken)).Contains("eth_sendRawTransaction", StringComparison.Ordinal);
        var response = await base.SendAsync(request, cancellationToken);
        if (!IsLosing || !isSend) return response;
        response.Dispose();
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The answer was lost.");
    }
}
