using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>A step of the approvals as it is stored.</summary>
internal sealed record ApprovalRow
{
    public string Step { get; init; } = "";

    public string State { get; init; } = ApprovalState.Unknown.ToText();

    public string? Problem { get; init; }

    public Guid? TransactionId { get; init; }

    public DateTimeOffset? ReadAt { get; init; }

    public ApprovalState Is => EnumText.Parse<ApprovalState>(State);
}
