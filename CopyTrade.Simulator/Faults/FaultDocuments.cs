namespace CopyTrade.Simulator.Faults;

/// <summary>What POST /control/faults takes; a missing section leaves that fault as it is.</summary>
internal sealed record FaultDocument(
    PostOrderFault? PostOrder, Status429Fault? Status429, TimedFault? Status425, TimedFault? PostOnlyMode, TimedFault? CancelOnly, TimedFault? Disabled,
    SettlementFault? Settlement, DataFault? Data, StreamFault? Streams);

internal sealed record PostOrderFault(string Mode, int Count = 1);

/// <summary>Requests refused unread: 429, or another status, which then says nothing about when to come again.</summary>
internal sealed record Status429Fault(int RetryAfterSeconds = 1, int? Count = null, decimal? ForSeconds = null, string Scope = "/clob", int Status = 429);

/// <summary>The engine is away, or takes less than usual. Held, it names these seconds to everybody and stays until the faults are reset or given anew.</summary>
internal sealed record TimedFault(decimal ForSeconds, bool Held = false)
{
    public decimal? EndsAfter => Held ? null : ForSeconds;
}

internal sealed record SettlementFault(bool NeverConfirm = true, int? FailAfterMs = null, int? Count = null);

internal sealed record DataFault(
    bool RepeatRows = false, bool ReverseRows = false, int DropNewest = 0, int ShiftPages = 0, int LateMs = 0, bool DataHtml = false, bool MalformedJson = false,
    bool NullFields = false, bool NanPrice = false, bool UnknownEnum = false, int HugeRows = 0, int? Count = null, decimal? ForSeconds = null);

internal sealed record StreamFault(
    bool ActivityFreeze = false, bool ActivityDuplicate = false, bool ActivityTruncate = false, bool ActivityBinary = false, bool ActivityHuge = false, bool ActivityReorder = false,
    decimal? CloseEverySeconds = null, bool RefuseConnect = false, decimal? ForSeconds = null);
