using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;

namespace CopyTrade.Infrastructure.Persistence;

/// <summary>A <see cref="Change"/> on the wire of LISTEN and NOTIFY: <c>orders:&lt;tenant&gt;</c>, or <c>orders:-</c> for everybody.</summary>
internal static class ChangePayload
{
    public const string Channel = "copytrade";

    public static string Write(Change change) => $"{change.Kind.ToText()}:{(change.Tenant is { } tenant ? tenant.ToString() : "-")}";

    /// <summary>Null for what a newer version may say and this one does not know.</summary>
    public static Change? Read(string payload)
    {
        var colon = payload.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !EnumText.TryParse<ChangeKind>(payload[..colon], out var kind)) return null;
        var rest = payload.AsSpan(colon + 1);
        if (rest is "-") return new Change(kind, null);
        return Guid.TryParse(rest, out var tenant) ? new Change(kind, new TenantId(tenant)) : null;
    }
}
