using CopyTrade.Domain.Rules;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Web.Api;

/// <summary>Words of rules on the wire: upper case, as R4 writes them.</summary>
internal static class RuleWords
{
    public static string Of<T>(T word) where T : struct, Enum => word.ToText().ToUpperInvariant();

    /// <exception cref="ApiFailure">No such word.</exception>
    public static RuleKind Kind(string? text) => Parse<RuleKind>(text) ?? throw ApiFailure.Bad(ApiCode.FieldInvalid, $"ruleType is one of {All<RuleKind>()}.");

    /// <exception cref="ApiFailure">No such word.</exception>
    public static PriceSource Source(string? text) => text is null ? PriceSource.Executable
        : Parse<PriceSource>(text) ?? throw ApiFailure.Bad(ApiCode.FieldInvalid, $"priceSource is one of {All<PriceSource>()}.");

    /// <summary>Null for an empty text.</summary>
    /// <exception cref="ApiFailure">No such word.</exception>
    public static RuleStatus? Status(string? text) => string.IsNullOrEmpty(text) ? null
        : Parse<RuleStatus>(text) ?? throw ApiFailure.Bad(ApiCode.FieldInvalid, $"status is one of {All<RuleStatus>()}.");

    public static T? Parse<T>(string? text) where T : struct, Enum => text is not null && !text.Any(char.IsAsciiLetterLower) && EnumText.TryParse<T>(text.ToLowerInvariant(), out var word) ? word : null;

    public static string All<T>() where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Of));
}
