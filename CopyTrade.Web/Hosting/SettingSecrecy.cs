namespace CopyTrade.Web.Hosting;

/// <summary>How much of a setting may be shown.</summary>
internal enum SettingSecrecy
{
    /// <summary>All of it; credentials inside an address are left out even so.</summary>
    Open,

    /// <summary>That it is set.</summary>
    Hidden,

    /// <summary>A connection string without its password.</summary>
    Login,

    /// <summary>Scheme and host: the path of such an address often is a key.</summary>
    Address,
}
