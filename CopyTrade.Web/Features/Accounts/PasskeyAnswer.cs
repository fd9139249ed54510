namespace CopyTrade.Web.Features.Accounts;

/// <summary>What passkeys.js posts: the browser's credential, or why there is none.</summary>
public sealed class PasskeyAnswer
{
    public string? Credential { get; set; }

    public string? Error { get; set; }

    /// <summary>What the person calls the device; asked when a passkey is added.</summary>
    public string? Name { get; set; }
}
