namespace CopyTrade.Infrastructure.Operations;

/// <summary>What a run of a job did.</summary>
/// <param name="Seen">Rows looked at.</param>
/// <param name="Changed">Of these, changed.</param>
public sealed record JobReport(int Seen, int Changed)
{
    public static readonly JobReport Nothing = new(0, 0);
}
