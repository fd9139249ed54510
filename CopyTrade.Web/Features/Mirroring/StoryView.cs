using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Rules;
using CopyTrade.Web.Shared;
using RuleCheck = CopyTrade.Web.Shared.RuleCheck;

namespace CopyTrade.Web.Features.Mirroring;

/// <summary>One story ready to be drawn.</summary>
/// <param name="Story">The story as read.</param>
/// <param name="Steps">Its stages, reached or not.</param>
/// <param name="Checks">The planner's checks in order.</param>
/// <param name="Json">Everything, for a person to copy.</param>
public sealed record StoryView(ActivityStory Story, IReadOnlyList<StoryStep> Steps, IReadOnlyList<RuleCheck> Checks, string Json)
{
    /// <param name="story">The story as read.</param>
    /// <param name="json">Writes it for a person to copy.</param>
    /// <param name="attachment">Rules that the copy asked for; null when it asked for none, or when that was not read.</param>
    public static StoryView Of(ActivityStory story, IStoryJson json, RuleAttachment? attachment = null) => new(
        story,
        attachment is null ? StorySteps.Of(story) : [.. StorySteps.Of(story), StoryRules.Of(story, attachment)],
        [.. MirrorChecks.Explain(story.Input, story.Decision).Select(c => new RuleCheck(c.Name, c.Passed, c.Passed is null ? "not reached" : c.Values))],
        json.Write(story));
}
