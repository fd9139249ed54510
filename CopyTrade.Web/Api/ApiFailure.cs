namespace CopyTrade.Web.Api;

/// <summary>A request that cannot be served, found deep inside a handler: becomes a problem answer.</summary>
internal sealed class ApiFailure(int status, string code, string detail) : Exception(detail)
{
    public IResult ToResult() => ApiProblem.Of(status, code, Message);

    public static ApiFailure Bad(string code, string detail) => new(StatusCodes.Status400BadRequest, code, detail);
}
