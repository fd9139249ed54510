using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Accounts.Display;

internal sealed class DisplayChoices(TenantScopes scopes, TimeProvider clock) : IDisplayChoices
{
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(UserId user, CancellationToken ct)
    {
        await using var scope = await scopes.OpenForUserAsync(user, ct);
        return (await scope.QueryAsync<(string Name, string Value)>("select name, value from user_display where user_id = @user", new { user })).ToDictionary(row => row.Name, row => row.Value);
    }

    public async Task ChooseAsync(UserId user, string name, string value, CancellationToken ct)
    {
        if (DisplayChoice.Find(name, value) is null) throw new ArgumentException($"There is no display choice {name} = {value}.", nameof(name));
        await using var scope = await scopes.OpenForUserAsync(user, ct);
        await scope.ExecuteAsync(
            "insert into user_display (user_id, name, value, changed_at) values (@user, @name, @value, @now) on conflict (user_id, name) do update set value = excluded.value, changed_at = excluded.changed_at",
            new { user, name, value, now = clock.GetUtcNow() });
        await scope.CommitAsync();
    }
}
