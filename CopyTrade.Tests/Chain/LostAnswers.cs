using System.Text;
using System.Text.Json.Nodes;

namespace CopyTrade.Tests.Chain;

/// <summary>Lets requests through and, when told to, loses the answers of those that change the chain.</summary>
internal sealed class LostAnswers : DelegatingHandler
{
    public bool IsLosing { get; set; }

    /// <summary>Answers as a node that has not seen the latest blocks: without receipts.</summary>
    public bool IsHidingReceipts { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = await request.Content!.ReadAsStringAsync(cancellationToken);
        var isSend = asked.Contains("eth_sendRawTransaction", StringComparison.Ordinal);
        var response = await base.SendAsync(request, cancellationToken);
        if (IsHidingReceipts && asked.Contains("eth_getTransactionReceipt", StringComparison.Ordinal)) await HideAsync(response, cancellationToken);
        if (!IsLosing || !isSend) return response;
        response.Dispose();
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The answer was lost.");
    }

    private static async Task HideAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(ct))!;
        foreach (var one in answer as JsonArray ?? new JsonArray(answer)) one!["result"] = null;
        response.Content = new StringContent(answer.ToJsonString(), Encoding.UTF8, "application/json");
    }
}
