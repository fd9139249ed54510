using System.Text.Json;
using System.Text.Json.Serialization;

namespace CopyTrade.Simulator.Faults;

/// <summary>The faults that are switched on. Everything is off until asked for.</summary>
internal sealed class FaultBoard(TimeProvider clock)
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };
    private static readonly string[] Modes = ["acceptThenReset", "acceptThen500", "acceptThenHang", "rejectReset"];
    private readonly Lock _gate = new();
    private readonly Switch<PostOrderFault> _postOrder = new(clock);
    private readonly Switch<Status429Fault> _tooMany = new(clock);
    private readonly Switch<TimedFault> _tooEarly = new(clock);
    private readonly Switch<TimedFault> _postOnly = new(clock);
    private readonly Switch<TimedFault> _cancelOnly = new(clock);
    private readonly Switch<TimedFault> _disabled = new(clock);
    private readonly Switch<SettlementFault> _settlement = new(clock);
    private readonly Switch<DataFault> _data = new(clock);
    private readonly Switch<StreamFault> _streams = new(clock);

    public StreamFault? Streams => Read(_streams);

    public TimedFault? TooEarly => Read(_tooEarly);

    public TimedFault? PostOnlyMode => Read(_postOnly);

    public TimedFault? CancelOnly => Read(_cancelOnly);

    public TimedFault? Disabled => Read(_disabled);

    public int PostOnlySecondsLeft
    {
        get
        {
            lock (_gate)
            {
                return _postOnly.Current is { Held: true } held ? (int)Math.Ceiling(held.ForSeconds) : _postOnly.SecondsLeft;
            }
        }
    }

    /// <exception cref="JsonException">The document is not one of faults.</exception>
    public void Apply(string json)
    {
        var document = JsonSerializer.Deserialize<FaultDocument>(json, Reading) ?? throw new JsonException("A fault document is an object.");
        if (document.PostOrder is { } post && !Modes.Contains(post.Mode))
        {
            throw new JsonException($"postOrder.mode is one of {string.Join(", ", Modes)}.");
        }

        lock (_gate)
        {
            _postOrder.Set(document.PostOrder, document.PostOrder?.Count, null);
            _tooMany.Set(document.Status429, document.Status429?.Count, document.Status429?.ForSeconds);
            _tooEarly.Set(document.Status425, null, document.Status425?.EndsAfter);
            _postOnly.Set(document.PostOnlyMode, null, document.PostOnlyMode?.EndsAfter);
            _cancelOnly.Set(document.CancelOnly, null, document.CancelOnly?.EndsAfter);
            _disabled.Set(document.Disabled, null, document.Disabled?.EndsAfter);
            _settlement.Set(document.Settlement, document.Settlement?.Count, null);
            _data.Set(document.Data, document.Data?.Count, document.Data?.ForSeconds);
            _streams.Set(document.Streams, null, document.Streams?.ForSeconds);
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            foreach (var fault in (IEnumerable<IResettable>)[_postOrder, _tooMany, _tooEarly, _postOnly, _cancelOnly, _disabled, _settlement, _data, _streams])
            {
                fault.Reset();
            }
        }
    }

    public string? TakePostOrder()
    {
        lock (_gate)
        {
            return _postOrder.Take()?.Mode;
        }
    }

    public Status429Fault? TakeTooMany(string path)
    {
        lock (_gate)
        {
            return _tooMany.Current is { } fault && path.StartsWith(fault.Scope, StringComparison.Ordinal) ? _tooMany.Take() : null;
        }
    }

    public SettlementFault? TakeSettlement()
    {
        lock (_gate)
        {
            return _settlement.Take();
        }
    }

    public DataFault? TakeData()
    {
        lock (_gate)
        {
            return _data.Take();
        }
    }

    private T? Read<T>(Switch<T> fault)
        where T : class
    {
        lock (_gate)
        {
            return fault.Current;
        }
    }
}
