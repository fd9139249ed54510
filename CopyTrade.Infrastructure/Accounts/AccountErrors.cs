namespace CopyTrade.Infrastructure.Accounts;

/// <summary>The refusals of this capability.</summary>
internal static class AccountErrors
{
    public static readonly AccountRefusal ConsentRequired = new("consent_required", "Confirm that CopyTrade may keep and use the key of this wallet.");
    public static readonly AccountRefusal InvalidKey = new("invalid_key", "A private key is 64 hexadecimal digits, with or without 0x.");
    public static readonly AccountRefusal FunderRequired = new("funder_required", "This kind of wallet needs the address that holds the money (the funder).");
    public static readonly AccountRefusal FunderMismatch = new("funder_mismatch", "A plain wallet (signature type 0) holds its own money: leave the funder empty, or choose the wallet's kind.");
    public static readonly AccountRefusal AlreadyConnected = new("already_connected", "Another wallet is connected: disconnect it first.");
    public static readonly AccountRefusal WalletInUse = new("wallet_in_use", "This wallet is connected to another account.");
    public static readonly AccountRefusal TooSoon = new("rate_limited", "A wallet was connected less than five minutes ago: wait a little.");
    public static readonly AccountRefusal PaperAccount = new("paper_account", "This account trades on paper and needs no key: change to the live account first (account page, or the verb account live).");
    public static readonly AccountRefusal NoConnection = new("no_connection", "No wallet is connected.");
    public static readonly AccountRefusal GrantGrows = new("password_wrong", "These caps allow more than those there are: give your password, and the code if you use one. Nothing was changed.");
    public static readonly AccountRefusal NameRequired = new("name_required", "Give the key a name of at most 100 characters.");
    public static readonly AccountRefusal ExpiryInThePast = new("expiry_in_the_past", "The expiry must lie in the future.");

    public static AccountRefusal InvalidCaps(string problem) => new("invalid_caps", problem);

    public static AccountRefusal UnknownScope(string scope) => new("unknown_scope", $"'{scope}' is not a scope of an API key.");

    public static readonly AccountRefusal ScopeRequired = new("scope_required", "An API key needs at least one scope.");
}
