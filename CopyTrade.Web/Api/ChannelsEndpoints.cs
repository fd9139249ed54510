using System.Security.Claims;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Web.Identity;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Api;

/// <summary><c>/api/notifications/channels</c>: where messages go (R4.33). A key with the scope stands for the person who gave it; a person at a browser is asked once more who they are before a destination changes.</summary>
internal static class ChannelsEndpoints
{
    public static void MapChannels(this IEndpointRouteBuilder api)
    {
        var channels = api.MapGroup("/api/notifications/channels").WithTags("Notifications");
        channels.MapGet("", ListAsync).RequireScope(ApiKeyScope.NotificationsRead).Produces<Listing<ChannelAnswer>>();
        channels.MapPost("", AddAsync).RequireScope(ApiKeyScope.NotificationsWrite).Accepts<ChannelRequest>("application/json").Produces<ChannelAnswer>(StatusCodes.Status201Created);
        channels.MapPatch("{id:guid}", ChangeAsync).RequireScope(ApiKeyScope.NotificationsWrite).Accepts<ChannelRequest>("application/json").Produces<ChannelAnswer>();
        channels.MapDelete("{id:guid}", RemoveAsync).RequireScope(ApiKeyScope.NotificationsWrite).Produces(StatusCodes.Status204NoContent);
        channels.MapPost("{id:guid}/test", TestAsync).RequireScope(ApiKeyScope.NotificationsWrite).Produces(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ListAsync(HttpContext http, [FromServices] INotificationsQuery query, CancellationToken ct) =>
        Results.Json(new Listing<ChannelAnswer>([.. (await query.ChannelsAsync(http.Tenant(), ct)).Select(channel => ChannelAnswer.Of(channel))], Next: null));

    private static async Task<IResult> AddAsync(HttpContext http, [FromServices] INotificationChanges changes, [FromServices] INotificationsQuery query, [FromServices] StepUp stepUp, CancellationToken ct)
    {
        var (body, _) = await ApiBody.ReadAsync<ChannelRequest>(http);
        var kind = RuleWords.Parse<ChannelKind>(body.Kind) ?? throw ApiFailure.Bad(ApiCode.FieldInvalid, $"kind is one of {RuleWords.All<ChannelKind>()}.");
        var (told, digest) = (Told(body), Digest(body));
        if (await StrangerAsync(http, stepUp, body) is { } stranger) return stranger;
        var change = await changes.AddAsync(http.Tenant(), Draft(kind, body, body.Name ?? ""), By(http), ct);
        if (change is not ChannelChange.Done done) return Refused(change);
        if (body.NamesTelling) await changes.TellAsync(http.Tenant(), done.Id, told ?? NotificationKinds.Default, digest ?? DigestMode.None, body.Enabled ?? true, ct);
        return await FindAsync(http, query, done.Id, ct) is { } made ? Results.Json(ChannelAnswer.Of(made, done.Secret), statusCode: StatusCodes.Status201Created) : ApiProblem.NotFound("channel");
    }

    private static async Task<IResult> ChangeAsync(HttpContext http, Guid id, [FromServices] INotificationChanges changes, [FromServices] INotificationsQuery query, [FromServices] StepUp stepUp, CancellationToken ct)
    {
        var (body, _) = await ApiBody.ReadAsync<ChannelRequest>(http);
        var (tenant, channel) = (http.Tenant(), new ChannelId(id));
        var (told, digest) = (Told(body), Digest(body));
        if (body.Kind is not null) throw ApiFailure.Bad(ApiCode.FieldInvalid, "The kind of a channel stays: make another one.");
        if (!body.NamesDestination && !body.NamesTelling) throw ApiFailure.Bad(ApiCode.FieldMissing, "Say what changes: the destination, told, digest or enabled.");
        if (await FindAsync(http, query, channel, ct) is not { } known) return ApiProblem.NotFound("channel");
        if (body.NamesDestination)
        {
            if (await StrangerAsync(http, stepUp, body) is { } stranger) return stranger;
            if (await changes.ChangeAsync(tenant, channel, Draft(known.Kind, body, body.Name ?? known.Name), By(http), ct) is ChannelChange.Refused refused) return Refused(refused);
        }

        if (body.NamesTelling && await changes.TellAsync(tenant, channel, told ?? known.Told, digest ?? known.Digest, body.Enabled ?? known.IsOn, ct) is ChannelChange.Refused untold) return Refused(untold);
        return await FindAsync(http, query, channel, ct) is { } changed ? Results.Json(ChannelAnswer.Of(changed)) : ApiProblem.NotFound("channel");
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, Guid id, [FromServices] INotificationChanges changes, CancellationToken ct) =>
        await changes.RemoveAsync(http.Tenant(), new ChannelId(id), By(http), ct) is ChannelChange.Done ? Results.NoContent() : ApiProblem.NotFound("channel");

    /// <summary>202: written down. The delivery log tells what became of it.</summary>
    private static async Task<IResult> TestAsync(HttpContext http, Guid id, [FromServices] INotificationChanges changes, [FromServices] INotificationsQuery query, CancellationToken ct)
    {
        if (await FindAsync(http, query, new ChannelId(id), ct) is null) return ApiProblem.NotFound("channel");
        return await changes.TestAsync(http.Tenant(), new ChannelId(id), ct) is ChannelChange.Refused refused ? ApiProblem.Of(StatusCodes.Status409Conflict, "channel_untested", refused.Message) : Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private static async Task<ChannelView?> FindAsync(HttpContext http, INotificationsQuery query, ChannelId id, CancellationToken ct) =>
        (await query.ChannelsAsync(http.Tenant(), ct)).FirstOrDefault(channel => channel.Id == id);

    private static ChannelDraft Draft(ChannelKind kind, ChannelRequest body, string name) =>
        new(kind, name, body.Address ?? "", body.Token ?? "", body.Recipient ?? "", body.Sender ?? "", body.User ?? "");

    private static HashSet<NotificationKind>? Told(ChannelRequest body) => body.Told is not { } words ? null
        : [.. words.Select(word => RuleWords.Parse<NotificationKind>(word) is { } kind && NotificationKinds.Chosen.Contains(kind) ? kind
            : throw ApiFailure.Bad(ApiCode.FieldInvalid, $"told holds words among {string.Join(", ", NotificationKinds.Chosen.Select(RuleWords.Of))}."))];

    private static DigestMode? Digest(ChannelRequest body) => body.Digest is null ? null
        : RuleWords.Parse<DigestMode>(body.Digest) ?? throw ApiFailure.Bad(ApiCode.FieldInvalid, $"digest is one of {RuleWords.All<DigestMode>()}.");

    private static async Task<IResult?> StrangerAsync(HttpContext http, StepUp stepUp, ChannelRequest body) =>
        !http.User.HasClaim(claim => claim.Type == AccountClaims.ApiKey) && await stepUp.CheckAsync(http.Tenant().Owner, body.Password, body.Code) is { } stranger
            ? ApiProblem.Of(StatusCodes.Status403Forbidden, stranger.Code, stranger.Message)
            : null;

    private static IResult Refused(ChannelChange change) => ApiProblem.Bad("channel_invalid", ((ChannelChange.Refused)change).Message);

    private static string By(HttpContext http) => http.User.FindFirstValue(ClaimTypes.Name) ?? "API key";
}
