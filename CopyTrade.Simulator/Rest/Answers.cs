using CopyTrade.Simulator.Engine;
using Microsoft.AspNetCore.Http;

namespace CopyTrade.Simulator.Rest;

internal static class Answers
{
    public static IResult Json(object value) => Results.Json(value, Wire.Json);

    public static IResult Error(int status, string text) => Results.Json(new { error = text }, Wire.Json, statusCode: status);

    public static IResult Refusal(OrderRefusal refusal) => refusal.Code is null
        ? Error(refusal.Status, refusal.Text)
        : Results.Json(new { error = refusal.Text, code = refusal.Code, retry_after_seconds = refusal.RetryAfterSeconds }, Wire.Json, statusCode: refusal.Status);

    public static string? Query(this HttpRequest request, string name) => request.Query.TryGetValue(name, out var value) && value.Count > 0 && value[0] is { Length: > 0 } text ? text : null;

    public static int Number(this HttpRequest request, string name, int fallback, int max) =>
        int.TryParse(request.Query(name), System.Globalization.CultureInfo.InvariantCulture, out var value) && value >= 0 ? Math.Min(value, max) : fallback;

    public static long? Long(this HttpRequest request, string name) =>
        long.TryParse(request.Query(name), System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : null;

    public static async Task<byte[]> BodyAsync(this HttpRequest request, CancellationToken ct)
    {
        using var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory, ct);
        return memory.ToArray();
    }
}
