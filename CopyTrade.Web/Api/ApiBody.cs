using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Features;

namespace CopyTrade.Web.Api;

/// <summary>Reads bodies strictly: JSON, small, of known fields only. Money may be a number or a decimal string.</summary>
internal static class ApiBody
{
    private const long Largest = 64 * 1024;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        AllowDuplicateProperties = false,
        PropertyNameCaseInsensitive = false,
        MaxDepth = 8,
    };

    /// <exception cref="ApiFailure">Not JSON, too large, unknown or wrongly typed fields.</exception>
    public static async Task<(T Value, byte[] Bytes)> ReadAsync<T>(HttpContext http) where T : class
    {
        if (!http.Request.HasJsonContentType()) throw new ApiFailure(StatusCodes.Status415UnsupportedMediaType, ApiCode.UnsupportedMediaType, "Send the body as application/json.");
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = Largest;
        try
        {
            using var buffer = new MemoryStream();
            await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
            var bytes = buffer.ToArray();
            return (JsonSerializer.Deserialize<T>(bytes, Strict) ?? throw ApiFailure.Bad(ApiCode.BodyMalformed, "The body must be a JSON object."), bytes);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new ApiFailure(StatusCodes.Status413PayloadTooLarge, ApiCode.BodyTooLarge, $"The body may have at most {Largest} bytes.");
        }
        catch (BadHttpRequestException)
        {
            throw ApiFailure.Bad(ApiCode.BodyMalformed, "The body ended early or could not be read.");
        }
        catch (JsonException e)
        {
            throw ApiFailure.Bad(ApiCode.BodyMalformed, e.Path is { Length: > 1 and < 100 } path ? $"The body is not what is expected at {path}." : "The body is not a JSON object of the expected fields.");
        }
    }
}
