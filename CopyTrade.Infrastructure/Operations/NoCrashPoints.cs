using CopyTrade.Domain.Operations;

namespace CopyTrade.Infrastructure.Operations;

public sealed class NoCrashPoints : ICrashPoints
{
    public void Reach(CrashPoint point)
    {
    }
}
