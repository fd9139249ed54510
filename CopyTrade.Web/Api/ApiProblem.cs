using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Api;

/// <summary>RFC 9457 problem answers with a stable <c>code</c>.</summary>
internal static class ApiProblem
{
    public static IResult Of(int status, string code, string detail) =>
        Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    public static IResult Bad(string code, string detail) => Of(StatusCodes.Status400BadRequest, code, detail);

    public static IResult NotFound(string what) => Of(StatusCodes.Status404NotFound, ApiCode.NotFound, $"There is no such {what}.");

    /// <summary>Gives a code to answers that the framework makes itself.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Extensions.TryAdd("code", ApiCode.Of(problem.Status ?? context.HttpContext.Response.StatusCode));
        problem.Extensions.Remove("exception");
        problem.Detail ??= Sentence(problem);
    }

    private static string Sentence(ProblemDetails problem) => problem.Status switch
    {
        StatusCodes.Status401Unauthorized => "Send a valid API key as 'Authorization: Bearer …', or sign in.",
        StatusCodes.Status403Forbidden => "This key or account may not do that.",
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take that method.",
        StatusCodes.Status413PayloadTooLarge => "The body is too large.",
        StatusCodes.Status415UnsupportedMediaType => "Send the body as application/json.",
        StatusCodes.Status429TooManyRequests => "Too many requests: wait a little.",
        StatusCodes.Status400BadRequest => "The request could not be read.",
        _ => "Something failed here; the log says what.",
    };
}
