using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace CopyTrade.Web.Identity;

/// <summary>
/// Locks addresses that nobody has as Identity locks real accounts, and costs as much time: otherwise the lockout message,
/// or the clock, would tell which addresses have an account. A real account forgets wrong answers by a right one only, and
/// tries while it is locked neither count nor make the lock longer; so it is here.
/// </summary>
public sealed class UnknownEmails(IOptions<SignInSettings> settings, IOptions<PasswordHasherOptions> hashing, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private readonly MemoryCache _tries = new(new MemoryCacheOptions { SizeLimit = 50_000 });
    private readonly PasswordHasher<string> _hasher = new(hashing);
    private readonly Lazy<string> _hash = new(() => new PasswordHasher<string>(hashing).HashPassword("", Guid.NewGuid().ToString()));

    /// <summary>Counts one attempt; true when the address is "locked" now.</summary>
    public bool Try(string email, string password)
    {
        Spend(password);
        var (key, now) = (email.Trim().ToUpperInvariant(), clock.GetUtcNow());
        lock (_tries)
        {
            var tried = _tries.Get<Tried>(key) ?? new Tried(0, null);
            if (tried.LockedUntil >= now) return true;
            var isLocked = tried.Wrong + 1 >= settings.Value.WrongAttempts;
            _tries.Set(key, isLocked ? new Tried(0, now.AddMinutes(settings.Value.LockoutMinutes)) : new Tried(tried.Wrong + 1, null), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Kept });
            return isLocked;
        }
    }

    /// <summary>The time of one password check, where none is made.</summary>
    public void Spend(string password) => _ = _hasher.VerifyHashedPassword("", _hash.Value, password);

    public void Dispose() => _tries.Dispose();

    private sealed record Tried(int Wrong, DateTimeOffset? LockedUntil);
}
