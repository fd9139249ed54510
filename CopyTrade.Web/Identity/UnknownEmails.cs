using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace CopyTrade.Web.Identity;

/// <summary>
/// Locks addresses that nobody has after as many wrong passwords as real accounts, and costs as much time: otherwise the
/// lockout message, or the clock, would tell which addresses have an account.
/// </summary>
public sealed class UnknownEmails(IOptions<SignInSettings> settings, IOptions<PasswordHasherOptions> hashing) : IDisposable
{
    private readonly MemoryCache _wrong = new(new MemoryCacheOptions { SizeLimit = 10_000 });
    private readonly PasswordHasher<string> _hasher = new(hashing);
    private readonly Lazy<string> _hash = new(() => new PasswordHasher<string>(hashing).HashPassword("", Guid.NewGuid().ToString()));

    /// <summary>Counts one attempt; true when the address is "locked" now.</summary>
    public bool Try(string email, string password)
    {
        _ = _hasher.VerifyHashedPassword("", _hash.Value, password);
        var key = email.Trim().ToUpperInvariant();
        var count = _wrong.Get<int>(key) + 1;
        _wrong.Set(key, count, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(settings.Value.LockoutMinutes) });
        return count >= settings.Value.WrongAttempts;
    }

    public void Dispose() => _wrong.Dispose();
}
