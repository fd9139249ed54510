using System.Security.Claims;

namespace CopyTrade.Web.Layout;

/// <summary>Reads the shell's status for a signed-in user. Asked every two seconds by every open page, so it must be cheap.</summary>
public interface IShellQuery
{
    Task<ShellStatus> GetAsync(ClaimsPrincipal user, CancellationToken ct);
}
