using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts;

namespace CopyTrade.Web.Identity;

/// <summary>Asks once more who it is, before money leaves or before somebody gets lasting access.</summary>
public interface IStepUp
{
    /// <summary>What this person has to give.</summary>
    Task<(bool Password, bool Code)> AsksForAsync(UserId user);

    /// <summary>Null when it is the person.</summary>
    Task<AccountRefusal?> CheckAsync(UserId user, string? password, string? code);
}
