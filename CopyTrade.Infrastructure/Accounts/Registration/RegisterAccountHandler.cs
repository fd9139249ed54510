using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Persistence.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Accounts.Registration;

/// <summary>
/// Makes a user, the user's billing account and role in one transaction. The first account of an installation becomes
/// its administrator: registrations take turns, so that two at once cannot both be first.
/// </summary>
public sealed partial class RegisterAccountHandler(UserManager<AppUser> users, IdentityDb db, IEnumerable<IWelcome> welcomes, AccountsMode mode, TimeProvider clock, ILogger<RegisterAccountHandler> logger)
{
    private const long TurnKey = 0x5245_4749_5354_4552;   // "REGISTER"

    /// <param name="email">Also the user name.</param>
    /// <param name="password">Null for an account that signs in otherwise (passkey, external).</param>
    /// <param name="role">Null: administrator for the first account, trader for every other.</param>
    /// <param name="ct">Cancels before anything is kept.</param>
    public async Task<RegisterAccountResult> HandleAsync(string email, string? password, Role? role, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({TurnKey})", ct);

        var user = new AppUser { UserName = email, Email = email };
        var created = password is null ? await users.CreateAsync(user) : await users.CreateAsync(user, password);
        if (!created.Succeeded) return Refused(created);

        var assigned = role ?? (await HasAdministratorAsync(ct) ? Role.Trader : Role.Administrator);
        var inRole = await users.AddToRoleAsync(user, assigned.ToString());
        if (!inRole.Succeeded) return Refused(inRole);

        var tenant = new TenantRef(new TenantId(Guid.CreateVersion7()), new UserId(user.Id));
        await db.Database.ExecuteSqlAsync($"select set_config('app.actors', {tenant.Owner.ToString()}, true)", ct);
        await db.Database.ExecuteSqlAsync(
            $"insert into billing_account (id, owner_user_id, name, created_at, trading_mode) values ({tenant.Tenant.Value}, {user.Id}, left({email}, 200), {clock.GetUtcNow()}, {FirstMoney.ToText()})", ct);
        await transaction.CommitAsync(ct);
        Log.Registered(logger, tenant.Owner, tenant.Tenant, assigned);
        foreach (var welcome in welcomes) await GreetAsync(welcome, tenant, ct);
        return new RegisterAccountResult.Registered(user, tenant, assigned);
    }

    private async Task GreetAsync(IWelcome welcome, TenantRef tenant, CancellationToken ct)
    {
        try
        {
            await welcome.GreetAsync(tenant, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotGreeted(logger, e, tenant.Tenant);
        }
    }

    /// <summary>Paper first wherever money could be real (R2.19); the demo's own money is made up already.</summary>
    private AccountMoney FirstMoney => mode.Venue == VenueMode.Demo ? AccountMoney.Live : AccountMoney.Paper;

    private Task<bool> HasAdministratorAsync(CancellationToken ct) =>
        db.UserRoles.Join(db.Roles.Where(role => role.Name == nameof(Role.Administrator)), held => held.RoleId, role => role.Id, (held, _) => held).AnyAsync(ct);

    private RegisterAccountResult.Refused Refused(IdentityResult result)
    {
        db.ChangeTracker.Clear();   // the next attempt of the same page must not save this user again
        return new([.. result.Errors.Select(error => new AccountRefusal(error.Code, error.Description))]);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1109, Level = LogLevel.Error, Message = "The welcome of tenant {TenantId} failed; the account stands.")]
        public static partial void NotGreeted(ILogger logger, Exception exception, TenantId tenantId);

        [LoggerMessage(EventId = 1101, Level = LogLevel.Information, Message = "User {UserId} registered as {Role} with tenant {TenantId}.")]
        public static partial void Registered(ILogger logger, UserId userId, TenantId tenantId, Role role);
    }
}
