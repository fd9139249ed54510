namespace CopyTrade.Infrastructure.Operations;

/// <summary>Doors by name, each open for so many at once; a name that nobody uses any more is forgotten.</summary>
/// <param name="width">How many may be inside by one name.</param>
internal sealed class Gates(int width)
{
    private readonly Dictionary<string, Gate> _gates = new(StringComparer.Ordinal);

    /// <summary>Waits for a place; dispose what comes back to leave it.</summary>
    public async Task<IDisposable> EnterAsync(string name, CancellationToken ct)
    {
        Gate gate;
        lock (_gates)
        {
            if (!_gates.TryGetValue(name, out gate!)) _gates[name] = gate = new Gate(width);
            gate.Users++;
        }

        try
        {
            await gate.Places.WaitAsync(ct);
        }
        catch
        {
            Leave(name, gate);
            throw;
        }

        return new Place(() =>
        {
            gate.Places.Release();
            Leave(name, gate);
        });
    }

    private void Leave(string name, Gate gate)
    {
        lock (_gates)
        {
            if (--gate.Users > 0) return;
            _gates.Remove(name);
            gate.Places.Dispose();
        }
    }

    private sealed class Gate(int width)
    {
        public SemaphoreSlim Places { get; } = new(width);

        public int Users { get; set; }
    }

    private sealed class Place(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}
