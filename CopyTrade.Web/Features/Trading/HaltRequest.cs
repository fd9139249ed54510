using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Trading;

/// <summary>What a form asks to stop or to let go on again; scope and subject as plain text from outside.</summary>
public sealed record HaltRequest(HaltScope Scope, string? Subject, HaltKind Kind)
{
    /// <summary>Null for what is none.</summary>
    public static HaltRequest? Read(string? scope, string? subject, string? kind)
    {
        if (EnumCode.Find<HaltScope>(scope) is not { } reach || EnumCode.Find<HaltKind>(kind) is not { } what) return null;
        var about = string.IsNullOrWhiteSpace(subject) ? null : subject.Trim();
        return (reach is HaltScope.Book or HaltScope.Market) != about is not null || (reach == HaltScope.Platform && what != HaltKind.Halt) ? null
            : new HaltRequest(reach, about, what) is var request && request.Reaches() ? request : null;
    }

    /// <summary>What it is about; everything for the account.</summary>
    public HaltSubject Of() => Scope switch
    {
        HaltScope.Book => HaltSubject.OfBook(Subject!),
        HaltScope.Market => HaltSubject.OfMarket(ConditionId.Parse(Subject!)),
        _ => HaltSubject.Everything,
    };

    private bool Reaches()
    {
        try
        {
            return Of() is not null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return false;
        }
    }
}
