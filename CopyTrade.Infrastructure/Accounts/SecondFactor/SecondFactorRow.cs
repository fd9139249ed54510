using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts.Custody;

namespace CopyTrade.Infrastructure.Accounts.SecondFactor;

/// <summary>One thing that Identity stores of a person's second factor, as it stands in the database.</summary>
internal sealed record SecondFactorRow(Guid UserId, string LoginProvider, string Name, string Value)
{
    public const string SelectSql = "select user_id, login_provider, name, value from asp_net_user_tokens where value is not null";
    public const string UpdateSql = "update asp_net_user_tokens set value = @Value where user_id = @UserId and login_provider = @LoginProvider and name = @Name";

    public SecretPlace Place => SecretPlace.Of(new UserId(UserId), LoginProvider, Name);

    // A record would print the value.
    public override string ToString() => Place.ToString();
}
