using CopyTrade.Domain.Rules;

namespace CopyTrade.Tests.Web.Features.Fakes;

/// <summary>Hosts that judge rules, in a list.</summary>
public sealed class FakeRuleHosts : IRuleHosts
{
    public List<RuleHost> Hosts { get; } = [];

    public bool IsKnown => true;

    public RuleHost? Here => Hosts.FirstOrDefault();

    public Task<IReadOnlyList<RuleHost>> ReadAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<RuleHost>>(Hosts);
}
