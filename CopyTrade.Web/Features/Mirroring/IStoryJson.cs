using CopyTrade.Domain.Mirroring;

namespace CopyTrade.Web.Features.Mirroring;

/// <summary>A story as the JSON that is stored and served, for a person to copy.</summary>
public interface IStoryJson
{
    string Write(ActivityStory story);
}
