using CopyTrade.Domain.Operations;

namespace CopyTrade.Web.Hosting;

/// <summary>What one host does of the whole (blueprint, decision 7).</summary>
[Flags]
public enum HostRoles
{
    None = 0,

    /// <summary>Serves pages and the API.</summary>
    Ui = 1,

    /// <summary>Watches followed wallets; needs no key.</summary>
    Observer = 2,

    /// <summary>Decides, signs and places orders.</summary>
    Executor = 4,

    /// <summary>Runs recurring jobs.</summary>
    Jobs = 8,

    All = Ui | Observer | Executor | Jobs,
}

internal static class HostRoleNames
{
    private static readonly HostRoles[] Single = [HostRoles.Ui, HostRoles.Observer, HostRoles.Executor, HostRoles.Jobs];

    public static HostRoles Parse(string text)
    {
        var roles = HostRoles.None;
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            roles |= word.All(char.IsAsciiLetter) && Enum.TryParse<HostRoles>(word, ignoreCase: true, out var role) && Single.Contains(role)
                ? role
                : throw new StartupException($"'{word}' is not a role: choose from ui, observer, executor and jobs.");
        return roles == HostRoles.None ? throw new StartupException("Name at least one role of ui, observer, executor and jobs.") : roles;
    }

    public static string[] Of(HostRoles roles) => [.. Single.Where(role => roles.HasFlag(role)).Select(role => role.ToString().ToLowerInvariant())];
}
