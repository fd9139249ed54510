using CopyTrade.Domain.Alerts;

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>A job that this process holds.</summary>
/// <param name="Job">What its handler sees.</param>
/// <param name="Lane">Of which it is the only one that runs.</param>
/// <param name="Counted">Its attempts since somebody last asked for it, this one included.</param>
internal sealed record TakenJob(HarnessJob Job, string Lane, int Counted);
