
namespace CopyTrade.Web.Features.Overview;

/// <summary>Made-up leaders of the demo venue, to have somebody to follow at once. Not registered outside the demo.</summary>
public interface IDemoLeaders
{
    IReadOnlyList<DemoLeader> Leaders { get; }
}
