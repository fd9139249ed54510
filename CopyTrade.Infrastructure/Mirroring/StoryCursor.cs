using System.Globalization;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Where a page of stories ended.</summary>
internal readonly record struct StoryCursor(DateTimeOffset DecidedAt, Guid Id)
{
    public string Write() => string.Create(CultureInfo.InvariantCulture, $"{DecidedAt.UtcTicks}-{Id:N}");

    /// <summary>Null for the first page, and for text that is no cursor of ours.</summary>
    public static StoryCursor? Read(string? text) =>
        text?.Split('-') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at <= DateTimeOffset.MaxValue.UtcTicks && Guid.TryParseExact(id, "N", out var guid)
            ? new(new DateTimeOffset(at, TimeSpan.Zero), guid)
            : null;
}
