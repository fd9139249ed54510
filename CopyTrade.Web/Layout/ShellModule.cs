using System.Security.Claims;
using CopyTrade.Domain.Notifications;
using CopyTrade.Domain.Operations;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Layout;

/// <summary>The frame's services, and the posts behind Pause, Halt, Resume and Release that work without a circuit.</summary>
public static class ShellModule
{
    public const int LongestReason = 200;

    public static IServiceCollection AddShell(this IServiceCollection services) => services.AddSingleton<PageHandover>().AddSingleton(s => ReadingPace.OfThisMachine(s.GetRequiredService<TimeProvider>())).AddScoped<DrawingPace>().AddScoped(s => new ShellModel(
        s.GetRequiredService<IShellQuery>(),
        s.GetRequiredService<AuthenticationStateProvider>(),
        s.GetRequiredService<TimeProvider>(),
        s.GetRequiredService<ILogger<ShellModel>>(),
        s.GetRequiredService<ReadingPace>(),
        s.GetService<IChangeFeed>())).AddScoped(s => new BellModel(
        s.GetService<INotificationsQuery>(),
        s.GetRequiredService<AuthenticationStateProvider>(),
        s.GetRequiredService<ReadingPace>(),
        s.GetRequiredService<TimeProvider>(),
        s.GetRequiredService<ILogger<BellModel>>(),
        s.GetService<IChangeFeed>()));

    public static WebApplication MapShell(this WebApplication app)
    {
        foreach (var act in SwitchAct.All)
        {
            // A page answers the GET of the same address and could answer the post too: the lower order goes first.
            app.MapPost(act.Path, (HttpContext http, ITradingSwitch trading, [FromForm] string? step, [FromForm] string? reason, [FromForm] string? from, CancellationToken ct) =>
                PostAsync(act, http.User, trading, step, reason, from, ct)).RequireAuthorization().WithOrder(-1);
        }

        return app;
    }

    private static async Task<IResult> PostAsync(SwitchAct act, ClaimsPrincipal user, ITradingSwitch trading, string? step, string? reason, string? from, CancellationToken ct)
    {
        reason = reason?.Trim() is { Length: > 0 } given ? given[..Math.Min(given.Length, LongestReason)] : null;
        var back = LocalPath.Or(from, "/");
        if (step is not ("confirm" or "again")) return Ask(act, null, null, back);
        if (act.ReasonRequired && reason is not { Length: >= 3 }) return Ask(act, "reason", null, back);
        if (act.TwoSteps && step != "again") return Ask(act, "again", reason, back);
        return await act.RunAsync(trading, user, reason, ct) is null ? Results.LocalRedirect(back) : Ask(act, "refused", null, back);
    }

    private static IResult Ask(SwitchAct act, string? ask, string? reason, string back) =>
        Results.LocalRedirect(act.Path + QueryString.Create(new Dictionary<string, string?> { ["ask"] = ask, ["reason"] = reason, ["from"] = back }));
}
