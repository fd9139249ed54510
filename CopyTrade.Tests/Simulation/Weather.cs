namespace CopyTrade.Tests.Simulation;

/// <summary>How much goes wrong in a run, drawn from its seed: some runs are calm, some are a storm. Chances are per occasion.</summary>
internal sealed class Weather
{
    private Weather(World world)
    {
        var force = world.Random.NextDouble() * world.Random.NextDouble() * 2;
        double Upto(double most) => force * most * world.Random.NextDouble();
        Kill = world.Happens(0.8) ? Upto(0.012) : 0;
        Stop = world.Happens(0.3) ? Upto(0.004) : 0;
        DatabaseError = world.Happens(0.5) ? Upto(0.02) : 0;
        CommitFails = world.Happens(0.5) ? Upto(0.05) : 0;
        CommitUnknown = world.Happens(0.5) ? Upto(0.08) : 0;
        RequestLost = Upto(0.15);
        RequestLate = Upto(0.15);
        RequestTwice = Upto(0.5);
        AnswerLost = Upto(0.4);
        AnswerBroken = Upto(0.2);
        Refused = Upto(0.15);
        Restricted = world.Happens(0.5) ? Upto(0.4) : 0;
        LookupFails = Upto(0.3);
        EventLost = Upto(0.5);
        EventTwice = Upto(0.5);
        EventDelay = Upto(8);
        SettlementFails = Upto(0.4);
        RowsLate = world.Happens(0.5) ? Upto(12) : 0;
        MindsChange = world.Happens(0.3) ? 0.03 : 0;
        ClockSteps = world.Happens(0.3) ? Upto(0.05) : 0;
        StopsFire = world.Happens(0.5) ? 0.6 : 0;
    }

    public static Weather Of(World world) => new(world);

    /// <summary>The process dies, at an await.</summary>
    public double Kill { get; private set; }

    /// <summary>The process is stopped for a while, at an await.</summary>
    public double Stop { get; private set; }

    public double DatabaseError { get; private set; }

    public double CommitFails { get; private set; }

    /// <summary>Committed, and the client hears of a broken connection.</summary>
    public double CommitUnknown { get; private set; }

    public double RequestLost { get; private set; }

    /// <summary>It reaches the venue only after the client has given up.</summary>
    public double RequestLate { get; private set; }

    public double RequestTwice { get; private set; }

    public double AnswerLost { get; private set; }

    /// <summary>500, or not readable.</summary>
    public double AnswerBroken { get; private set; }

    public double Refused { get; private set; }

    /// <summary>429, 425, 503: how much of the time.</summary>
    public double Restricted { get; private set; }

    public double LookupFails { get; private set; }

    public double EventLost { get; private set; }

    public double EventTwice { get; private set; }

    /// <summary>Seconds, at most: events overtake each other.</summary>
    public double EventDelay { get; private set; }

    public double SettlementFails { get; private set; }

    public double ClockSteps { get; private set; }

    /// <summary>Seconds, at most, by which the venue's record shows a row late.</summary>
    public double RowsLate { get; private set; }

    /// <summary>A trader gives up a target, or halts, while a fill is judged.</summary>
    public double MindsChange { get; private set; }

    /// <summary>Several stops of a position fire at the same moment.</summary>
    public double StopsFire { get; private set; }

    /// <summary>Nothing goes wrong any more; what is under way stays under way.</summary>
    public void ClearUp() => Kill = Stop = DatabaseError = CommitFails = CommitUnknown = RequestLost = RequestLate = RequestTwice = AnswerLost = AnswerBroken
        = Refused = Restricted = LookupFails = EventLost = EventTwice = EventDelay = ClockSteps = RowsLate = MindsChange = StopsFire = 0;
}
