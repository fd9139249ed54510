using CopyTrade.Domain.Mirroring;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Mirroring;

/// <summary>One story ready to be drawn.</summary>
/// <param name="Story">The story as read.</param>
/// <param name="Steps">Its stages, reached or not.</param>
/// <param name="Checks">The planner's checks in order.</param>
/// <param name="Json">Everything, for a person to copy.</param>
public sealed record StoryView(ActivityStory Story, IReadOnlyList<StoryStep> Steps, IReadOnlyList<RuleCheck> Checks, string Json)
{
    public static StoryView Of(ActivityStory story, IStoryJson json) => new(
        story,
        StorySteps.Of(story),
        [.. MirrorChecks.Explain(story.Input, story.Decision).Select(c => new RuleCheck(c.Name, c.Passed, c.Passed is null ? "not reached" : c.Values))],
        json.Write(story));
}
