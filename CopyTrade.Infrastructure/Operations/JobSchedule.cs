using System.Globalization;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>When a job runs, in UTC.</summary>
public abstract record JobSchedule
{
    private JobSchedule()
    {
    }

    /// <summary>The schedule in words.</summary>
    public abstract override string ToString();

    /// <summary>A firing that was missed is made up for at once, however many were missed.</summary>
    public sealed record Every(TimeSpan Interval) : JobSchedule
    {
        public override string ToString() => Interval.TotalSeconds < 120
            ? string.Create(CultureInfo.InvariantCulture, $"every {Interval.TotalSeconds:0} s")
            : string.Create(CultureInfo.InvariantCulture, $"every {Interval.TotalMinutes:0} min");
    }

    /// <summary>A firing that was missed while no host ran is made up for once.</summary>
    public sealed record Daily(TimeOnly At) : JobSchedule
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"daily {At:HH:mm}");
    }
}
