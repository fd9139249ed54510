namespace CopyTrade.Infrastructure.Operations;

/// <summary>Every recurring job of the installation, in the order in which operators see them.</summary>
public sealed class JobManifest(IEnumerable<JobDefinition> jobs)
{
    private readonly Dictionary<string, JobDefinition> _byName = jobs.ToDictionary(job => job.Name, StringComparer.Ordinal);

    public IReadOnlyCollection<JobDefinition> All => _byName.Values;

    public JobDefinition? Find(string name) => _byName.GetValueOrDefault(name);
}
