using Microsoft.AspNetCore.Identity;

namespace CopyTrade.Infrastructure.Persistence.Identity;

public sealed class AppUser : IdentityUser<Guid>
{
    public AppUser() => (Id, SecurityStamp) = (Guid.CreateVersion7(), Guid.NewGuid().ToString());
}
