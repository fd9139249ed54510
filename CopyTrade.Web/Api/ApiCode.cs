namespace CopyTrade.Web.Api;

/// <summary>Codes of problem answers. Stable: programs branch on them.</summary>
internal static class ApiCode
{
    public const string BodyMalformed = "body_malformed";
    public const string BodyTooLarge = "body_too_large";
    public const string CrossSite = "cross_site";
    public const string CursorInvalid = "cursor_invalid";
    public const string FieldInvalid = "field_invalid";
    public const string FieldMissing = "field_missing";
    public const string Forbidden = "forbidden";
    public const string IdempotencyKeyInvalid = "idempotency_key_invalid";
    public const string IdempotencyKeyReused = "idempotency_key_reused";
    public const string Internal = "internal";
    public const string JobRunning = "job_running";
    public const string LimitInvalid = "limit_invalid";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string NotFound = "not_found";
    public const string RateLimited = "rate_limited";
    public const string Unauthenticated = "unauthenticated";
    public const string UnsupportedMediaType = "unsupported_media_type";

    public static string Of(int status) => status switch
    {
        StatusCodes.Status400BadRequest => BodyMalformed,
        StatusCodes.Status401Unauthorized => Unauthenticated,
        StatusCodes.Status403Forbidden => Forbidden,
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status405MethodNotAllowed => MethodNotAllowed,
        StatusCodes.Status413PayloadTooLarge => BodyTooLarge,
        StatusCodes.Status415UnsupportedMediaType => UnsupportedMediaType,
        StatusCodes.Status429TooManyRequests => RateLimited,
        _ => Internal,
    };
}
