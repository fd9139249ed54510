using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Web.Identity;

namespace CopyTrade.Tests.Web.Features.Fakes;

/// <summary>Somebody with a password and no code.</summary>
public sealed class FakeStepUp : IStepUp
{
    public const string Password = "correct horse battery";

    public static PersonAnswer Person { get; } = new(Password, "");

    public Task<(bool Password, bool Code)> AsksForAsync(UserId user) => Task.FromResult((true, false));

    public Task<AccountRefusal?> CheckAsync(UserId user, string? password, string? code) =>
        Task.FromResult(password == Password ? null : new AccountRefusal("password_wrong", "The password is not right. Nothing was done."));
}
