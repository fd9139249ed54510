using CopyTrade.Domain.Mirroring;

namespace CopyTrade.Web.Features.Mirroring;

/// <summary>A line of the list that stays the same object while its story moves on, so that an opened row stays open.</summary>
public sealed class ActivityLine(ActivityRow row)
{
    public ActivityRow Row { get; set; } = row;

    public bool IsOpen { get; set; }

    public Part<StoryView> Story { get; } = new("the story");

    /// <summary>The decision made again, once somebody asked for it.</summary>
    public Part<Reevaluation>? Again { get; set; }
}
