using CopyTrade.Simulator.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CopyTrade.Simulator.Rest;

internal static class AuthEndpoints
{
    public static void MapAuth(this IEndpointRouteBuilder clob, VenueState state, Credentials credentials)
    {
        clob.MapPost("/auth/api-key", (HttpContext context) => WithLevel1(context, credentials, (address, nonce) =>
            credentials.Find(address, nonce) is null ? Shown(credentials.Create(address, nonce)) : Answers.Error(400, "Could not create api key")));
        clob.MapGet("/auth/derive-api-key", (HttpContext context) => WithLevel1(context, credentials, (address, nonce) =>
            credentials.Find(address, nonce) is { } key ? Shown(key) : Answers.Error(400, "Could not derive api key!")));
        clob.MapGet("/auth/api-keys", (HttpContext context) => WithLevel2(context, credentials, key =>
        {
            lock (state.Gate)
            {
                return Answers.Json(new { apiKeys = state.ApiKeys.Values.Where(k => k.Address == key.Address).Select(k => k.Key).ToArray() });
            }
        }));
        clob.MapDelete("/auth/api-key", (HttpContext context) => WithLevel2(context, credentials, key =>
        {
            lock (state.Gate)
            {
                state.ApiKeys.Remove(key.Key);
            }

            return Answers.Json("OK");
        }));
        clob.MapGet("/auth/ban-status/closed-only", (HttpContext context) => WithLevel2(context, credentials, _ => Answers.Json(new { closed_only = state.Standing.ClosedOnly })));
    }

    /// <summary>For requests without a body.</summary>
    public static IResult WithLevel2(HttpContext context, Credentials credentials, Func<ApiKey, IResult> answer) =>
        credentials.Level2(context.Request, []) is { } key ? answer(key) : Unauthorized;

    public static IResult Unauthorized => Answers.Error(401, "Unauthorized/Invalid api key");

    private static IResult WithLevel1(HttpContext context, Credentials credentials, Func<string, string, IResult> answer)
    {
        if (credentials.Level1(context.Request) is not var (address, nonce))
        {
            return Answers.Error(401, "Invalid L1 Request headers");
        }

        credentials.FundNewcomer(address);
        return answer(address, nonce);
    }

    private static IResult Shown(ApiKey key) => Answers.Json(new { apiKey = key.Key, secret = key.Secret, passphrase = key.Passphrase });
}
