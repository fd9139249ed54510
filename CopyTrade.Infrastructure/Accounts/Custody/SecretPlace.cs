using System.Text;
using CopyTrade.Domain.Accounts;

namespace CopyTrade.Infrastructure.Accounts.Custody;

/// <summary>Where a secret is stored and what for. Part of what its ciphertext is bound to, so the texts are frozen.</summary>
internal readonly record struct SecretPlace
{
    private readonly string _text;

    private SecretPlace(string text) => _text = text;

    /// <summary>A row of a tenant: a wallet connection, a channel's secret, a secret of a source of alerts.</summary>
    /// <param name="tenant">Whose row.</param>
    /// <param name="row">Its id.</param>
    /// <param name="purpose">One of <see cref="SecretPurpose"/>.</param>
    public static SecretPlace Of(TenantId tenant, Guid row, string purpose) => new($"copytrade|{tenant}|{row:D}|{purpose}");

    /// <summary>What a person's second factor is checked with.</summary>
    /// <param name="user">The person.</param>
    /// <param name="provider">As Identity names who stores it.</param>
    /// <param name="name">As Identity names what it is.</param>
    public static SecretPlace Of(UserId user, string provider, string name) => new($"copytrade|user|{user.Value:D}|{provider}|{name}");

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text);

    public override string ToString() => _text;
}
