using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Rules;
using CopyTrade.Web.Features.Rules;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Mirroring;

/// <summary>The rules that were made for a copy, as a stage of its story.</summary>
public static class StoryRules
{
    public static StoryStep Of(ActivityStory story, RuleAttachment attachment)
    {
        var after = attachment.At - story.Input.Fill.FilledAt;
        List<(string, string)> values = [("average entry", Format.Cents(attachment.Entry.Value))];
        values.AddRange(attachment.Rules.Select(rule => (RuleSays.Kind(rule.Terms.Kind).ToLowerInvariant(), $"{RuleSays.Trigger(rule.Terms)}: {RuleSays.Status(rule.Status).ToLowerInvariant()}")));
        return attachment.Reason is { } why
            ? new("Not protected", why, after, "warn", "stop", values)
            : new("Protected", attachment.Rules.Count == 2 ? "A bracket was made from your rules for new copies" : "A rule was made from your rules for new copies", after, "shield", Values: values);
    }
}
