using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts;

namespace CopyTrade.Web.Api;

/// <summary>What handlers take from a request.</summary>
internal static class ApiRequest
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 200;
    private const int LongestCursor = 500;

    /// <exception cref="ApiFailure">The account has no tenant.</exception>
    public static TenantRef Tenant(this HttpContext http) => http.User.TryGetTenant(out var tenant)
        ? tenant
        : throw new ApiFailure(StatusCodes.Status403Forbidden, ApiCode.Forbidden, "This account has no tenant.");

    /// <exception cref="ApiFailure">Not a number from 1 to 200.</exception>
    public static int Limit(this HttpContext http) => http.Request.Query["limit"].ToString() is not { Length: > 0 } text ? DefaultLimit
        : int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= LargestLimit ? limit
        : throw ApiFailure.Bad(ApiCode.LimitInvalid, $"The limit is a number from 1 to {LargestLimit}.");

    public static string? Cursor(this HttpContext http) => http.Request.Query["cursor"].ToString() is not { Length: > 0 } text ? null
        : text.Length <= LongestCursor ? text
        : throw ApiFailure.Bad(ApiCode.CursorInvalid, "The cursor is not one that was given out.");

    /// <summary>Reads a page; a cursor that the query cannot read is the caller's mistake.</summary>
    public static async Task<T> PageAsync<T>(this HttpContext http, Func<string?, int, Task<T>> read)
    {
        var (cursor, limit) = (http.Cursor(), http.Limit());
        try
        {
            return await read(cursor, limit);
        }
        catch (Exception e) when (cursor is not null && e is FormatException or ArgumentException or OverflowException)
        {
            throw ApiFailure.Bad(ApiCode.CursorInvalid, "The cursor is not one that was given out.");
        }
    }
}
