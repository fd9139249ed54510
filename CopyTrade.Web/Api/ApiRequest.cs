using System.Text.RegularExpressions;
using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts;

namespace CopyTrade.Web.Api;

/// <summary>What handlers take from a request.</summary>
internal static partial class ApiRequest
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 200;

    /// <exception cref="ApiFailure">The account has no tenant.</exception>
    public static TenantRef Tenant(this HttpContext http) => http.User.TryGetTenant(out var tenant)
        ? tenant
        : throw new ApiFailure(StatusCodes.Status403Forbidden, ApiCode.Forbidden, "This account has no tenant.");

    /// <exception cref="ApiFailure">Not a number from 1 to 200.</exception>
    public static int Limit(this HttpContext http) => http.Request.Query["limit"].ToString() is not { Length: > 0 } text ? DefaultLimit
        : int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= LargestLimit ? limit
        : throw ApiFailure.Bad(ApiCode.LimitInvalid, $"The limit is a number from 1 to {LargestLimit}.");

    /// <summary>How many rows are passed over.</summary>
    /// <exception cref="ApiFailure">Not a number of 0 or more.</exception>
    public static int Offset(this HttpContext http) => http.Request.Query["offset"].ToString() is not { Length: > 0 } text ? 0
        : int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var offset) && offset >= 0 ? offset
        : throw ApiFailure.Bad(ApiCode.LimitInvalid, "The offset is a number of 0 or more.");

    /// <summary>The cursor of an earlier page; null for the first.</summary>
    /// <exception cref="ApiFailure">Not one of ours.</exception>
    public static string? Cursor(this HttpContext http) => http.Request.Query["cursor"].ToString() is not { Length: > 0 } text ? null
        : CursorForm().IsMatch(text) ? text
        : throw ApiFailure.Bad(ApiCode.CursorInvalid, "The cursor is not one that was given out.");

    // What the queries write: the moment of the last row in ticks, and its id.
    [GeneratedRegex("^[0-9]{1,19}-[0-9a-f]{32}$", RegexOptions.CultureInvariant)]
    private static partial Regex CursorForm();
}
