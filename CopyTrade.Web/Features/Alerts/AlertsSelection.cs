namespace CopyTrade.Web.Features.Alerts;

/// <summary>Which page of which list the address asks for.</summary>
/// <param name="View">The list.</param>
/// <param name="Status">Only what stands there; null, or a word that no state has, for all.</param>
/// <param name="After">The last one of the page before; null for the newest.</param>
public sealed record AlertsSelection(AlertsView View, string? Status = null, Guid? After = null)
{
    public static AlertsSelection Read(AlertsView view, string? status, string? after) => new(view, status, Guid.TryParse(after, out var id) ? id : null);

    public T? StatusAs<T>() where T : struct, Enum => Enum.GetValues<T>().Where(status => EnumCode.Of(status) == Status).Cast<T?>().FirstOrDefault();
}
