using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Api;

/// <summary>An answer as it can be stored and given again.</summary>
internal sealed record ApiAnswer(int Status, string ContentType, string Body, string? Location = null)
{
    public static ApiAnswer Ok<T>(int status, T value, string? location = null) =>
        new(status, "application/json", JsonSerializer.Serialize(value, JsonSerializerOptions.Web), status == StatusCodes.Status201Created ? location : null);

    public static ApiAnswer Refused(int status, string code, string detail) => new(status, "application/problem+json", JsonSerializer.Serialize(
        new ProblemDetails { Status = status, Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status), Detail = detail, Extensions = { ["code"] = code } }, JsonSerializerOptions.Web));

    public IResult ToResult() => new Written(this);

    private sealed class Written(ApiAnswer answer) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = answer.Status;
            response.ContentType = answer.ContentType;
            if (answer.Location is not null) response.Headers.Location = answer.Location;
            return response.WriteAsync(answer.Body, httpContext.RequestAborted);
        }
    }
}
