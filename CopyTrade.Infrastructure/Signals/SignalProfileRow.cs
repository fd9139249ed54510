using CopyTrade.Domain.Signals;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Signals;

/// <summary>A profile as it is stored.</summary>
internal class SignalProfileRow
{
    public const string Columns = "p.id, p.name, p.terms::text as terms, p.created_at, p.disabled_at";

    public SignalProfileId Id { get; init; }

    public string Name { get; init; } = "";

    public string Terms { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DisabledAt { get; init; }

    public SignalProfile ToProfile() => new(Id, Name, DomainJson.Read<SignalTerms>(Terms), CreatedAt, DisabledAt);
}
