namespace CopyTrade.Tests.Faults;

/// <summary>Two of three commits of one kind of work are cut until enough were; the first always, on the side where the work is done.</summary>
internal sealed class CommitFates(string work, int cuts, int seed)
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private int _cut;

    /// <summary>How many are still to be cut.</summary>
    public int Left
    {
        get
        {
            lock (_gate) return cuts - _cut;
        }
    }

    /// <param name="said">All that was said in the transaction.</param>
    public CommitFate Next(string said)
    {
        if (!said.Contains(work, StringComparison.OrdinalIgnoreCase)) return CommitFate.Passes;
        lock (_gate)
        {
            if (_cut == cuts) return CommitFate.Passes;
            var fate = _cut == 0 ? CommitFate.AnswerLost : (CommitFate)_random.Next(3);
            if (fate != CommitFate.Passes) _cut++;
            return fate;
        }
    }
}
