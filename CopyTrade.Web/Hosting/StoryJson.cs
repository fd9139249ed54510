using CopyTrade.Domain.Mirroring;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Web.Features.Mirroring;

namespace CopyTrade.Web.Hosting;

/// <summary>The same JSON as in the decision log.</summary>
internal sealed class StoryJson : IStoryJson
{
    public string Write(ActivityStory story) => DomainJson.Write(story);
}
