using System.ComponentModel.DataAnnotations;
using CopyTrade.Domain.Rules;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Section <c>Rules</c> of the configuration.</summary>
public sealed class RuleOptions
{
    public const string Section = "Rules";

    /// <summary>How often every rule is judged although nothing was heard (R4.11), seconds.</summary>
    [Range(1, 300)]
    public int PollSeconds { get; set; } = 15;

    /// <summary>A price older than this decides nothing, seconds. Books that are not heard of are read at half that age.</summary>
    [Range(5, 600)]
    public int MostPriceAgeSeconds { get; set; } = 60;

    /// <summary>Active rules that an account may have (R4.8).</summary>
    [Range(1, 100_000)]
    public int MostActive { get; set; } = RuleCheck.MostActive;

    /// <summary>How often what was seen is written down, seconds.</summary>
    [Range(1, 600)]
    public int RecordSeconds { get; set; } = 60;

    /// <summary>How long a rule that asks first waits for an answer before it ends, hours.</summary>
    [Range(1, 720)]
    public int ApprovalHours { get; set; } = 24;

    public TimeSpan Poll => TimeSpan.FromSeconds(PollSeconds);

    public TimeSpan MostPriceAge => TimeSpan.FromSeconds(MostPriceAgeSeconds);

    public TimeSpan ApprovalWait => TimeSpan.FromHours(ApprovalHours);
}
