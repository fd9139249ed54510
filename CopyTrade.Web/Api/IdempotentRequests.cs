using System.Security.Cryptography;
using CopyTrade.Infrastructure.Operations;

namespace CopyTrade.Web.Api;

/// <summary>A write with an <c>Idempotency-Key</c> is done once: the same key and body get the first answer again.</summary>
internal sealed class IdempotentRequests(AnswerStore answers)
{
    private const string Header = "Idempotency-Key";
    private const int Longest = 200;

    public async Task<IResult> RunAsync(HttpContext http, byte[] body, Func<Task<ApiAnswer>> run)
    {
        var key = http.Request.Headers[Header].ToString();
        if (key.Length == 0) return (await run()).ToResult();
        if (key.Length > Longest || !key.All(letter => char.IsAscii(letter) && !char.IsControl(letter)))
            throw ApiFailure.Bad(ApiCode.IdempotencyKeyInvalid, $"An {Header} has at most {Longest} printable ASCII characters.");

        var request = SHA256.HashData([.. System.Text.Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}\n"), .. body]);
        await using var turn = await answers.TakeTurnAsync(http.Tenant(), key, http.RequestAborted);
        if (turn.Earlier is { } earlier)
        {
            return CryptographicOperations.FixedTimeEquals(earlier.Request, request)
                ? new ApiAnswer(earlier.Status, earlier.ContentType, earlier.Body, earlier.Location).ToResult()
                : ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, ApiCode.IdempotencyKeyReused, $"This {Header} was used for another request.");
        }

        var answer = await run();
        await turn.KeepAsync(new StoredAnswer(request, answer.Status, answer.ContentType, answer.Body, answer.Location));
        return answer.ToResult();
    }
}
