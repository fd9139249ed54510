using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace CopyTrade.Web.Identity;

/// <summary>
/// When a session ends: so long after its last use, and so long after its beginning however much it is used. The cookie's
/// own end slides and reaches no page that is open; so the beginning travels with the session, and its last use is kept here.
/// </summary>
public sealed class SessionClock(IOptions<SignInSettings> settings, TimeProvider clock) : IDisposable
{
    private const string Id = "copytrade:session";
    private const string Begun = "copytrade:session-begun";
    private const string Remembered = "copytrade:session-remembered";
    private static readonly string[] Carried = [Id, Begun, Remembered];
    private readonly MemoryCache _used = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    /// <summary>Writes into the session when it began. One that goes on, with a new cookie after a change of the account, keeps its beginning.</summary>
    internal void Begin(CookieSigningInContext signing)
    {
        var items = signing.Properties.Items;
        if (!items.ContainsKey(Begun)) (items[Id], items[Begun]) = (Guid.NewGuid().ToString("N"), clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        items[Remembered] = signing.Properties.IsPersistent ? "yes" : "no";
        if (signing.Principal?.Identity is not ClaimsIdentity identity) return;
        foreach (var name in Carried)
        {
            if (identity.FindFirst(name) is { } old) identity.RemoveClaim(old);
            identity.AddClaim(new Claim(name, items[name]!));
        }
    }

    /// <summary>The same session, its claims made anew.</summary>
    internal static void Carry(ClaimsPrincipal? from, ClaimsPrincipal? to)
    {
        if (to?.Identity is ClaimsIdentity identity) identity.AddClaims(Carried.Select(name => from?.FindFirst(name)).OfType<Claim>().Select(claim => new Claim(claim.Type, claim.Value)));
    }

    /// <summary>Its person did something.</summary>
    public void Use(ClaimsPrincipal person)
    {
        if (person.FindFirstValue(Id) is { } session) Keep(session, person);
    }

    /// <summary>It began too long ago, or nobody knows when.</summary>
    public bool IsTooOld(ClaimsPrincipal person) =>
        !long.TryParse(person.FindFirstValue(Begun), NumberStyles.None, CultureInfo.InvariantCulture, out var begun)
        || clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(begun) >= TimeSpan.FromDays(settings.Value.LongestDays);

    /// <summary>It began too long ago, or was not used for too long. What this host saw nothing of counts as used now.</summary>
    public bool IsOver(ClaimsPrincipal person)
    {
        if (IsTooOld(person) || person.FindFirstValue(Id) is not { } session) return true;
        if (_used.TryGetValue(session, out DateTimeOffset last)) return clock.GetUtcNow() - last >= IdleOf(person);
        Keep(session, person);
        return false;
    }

    public void Dispose() => _used.Dispose();

    // Kept longer than it may count, so that a page that asks every minute sees it end.
    private void Keep(string session, ClaimsPrincipal person) =>
        _used.Set(session, clock.GetUtcNow(), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = IdleOf(person) + TimeSpan.FromHours(3) });

    private TimeSpan IdleOf(ClaimsPrincipal person) => person.FindFirstValue(Remembered) == "yes" ? TimeSpan.FromDays(settings.Value.RememberDays) : TimeSpan.FromHours(settings.Value.SessionHours);
}
