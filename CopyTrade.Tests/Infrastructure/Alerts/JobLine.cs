namespace CopyTrade.Tests.Infrastructure.Alerts;

internal sealed class JobLine
{
    public string Status { get; init; } = "";

    public int Attempts { get; init; }

    public long Fence { get; init; }

    public string? Error { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset Due { get; init; }
}
