using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Features.Research;

/// <summary>What the copy gap shows, as it stands in the page's address. What is not understood is left out.</summary>
public sealed record GapSelection(GapSpan? Chosen, TargetRowId? Target, AccountMoney? Money, GapBar? Bar, string? Reason, int Page)
{
    /// <summary>The period shown; yesterday, the last whole day, where none was chosen.</summary>
    public GapSpan Span => Chosen ?? GapSpan.Yesterday;

    public static GapSelection Read(string? span, string? target, string? money, string? bar, string? reason, string? page) => new(
        Of<GapSpan>(span),
        Guid.TryParse(target, out var id) ? new TargetRowId(id) : null,
        Of<AccountMoney>(money),
        Of<GapBar>(bar),
        string.IsNullOrWhiteSpace(reason) ? null : reason,
        int.TryParse(page, out var number) && number is > 1 and < 100_000 ? number : 1);

    /// <summary>The period at a moment: whole UTC days, the last one up to now.</summary>
    public CopyPeriod PeriodAt(DateTimeOffset now)
    {
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return Span switch
        {
            GapSpan.Yesterday => new(midnight.AddDays(-1), midnight),
            GapSpan.Today => new(midnight, now),
            GapSpan.Week => new(midnight.AddDays(-6), now),
            _ => new(midnight.AddDays(-29), now),
        };
    }

    public string Address(string path = "/gap") => path + QueryString.Create(
        new Dictionary<string, string?>
        {
            ["span"] = Chosen is { } span ? EnumCode.Of(span) : null,
            ["target"] = Target?.ToString(),
            ["money"] = Money is { } money ? EnumCode.Of(money) : null,
            ["bar"] = Bar is { } bar ? EnumCode.Of(bar) : null,
            ["reason"] = Reason,
            ["page"] = Page > 1 ? Page.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
        }.Where(pair => pair.Value is not null));

    private static T? Of<T>(string? code) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (EnumCode.Of(value) == code) return value;
        }

        return null;
    }
}
