using System.Text;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Signals;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Signals;

/// <summary>The door: every document of either channel is read, judged and recorded here, in one transaction. Nothing is ordered yet.</summary>
public sealed class SignalIntake
{
    private const int KeptOfARejection = 1_000;

    private const string ProfileSql = $"""
        select {SignalProfileRow.Columns} from signal_profile p where p.billing_account_id = @Tenant and p.disabled_at is null and (@name::text is null or p.name = @name)
        """;

    private const string SeenSql = "select exists (select from signal_intent where billing_account_id = @Tenant and profile_id = @profile and intent_id = @intent)";

    private const string InsertSql = """
        insert into signal_intent (id, billing_account_id, profile_id, intent_id, trader, channel, document, intent_at, received_at, status)
        values (@id, @Tenant, @profile, @intent, @trader, @channel, @document, @at, @now, 'queued')
            on conflict (billing_account_id, profile_id, intent_id) do nothing
        """;

    private const string RejectionSql = """
        insert into signal_rejection (billing_account_id, profile_id, intent_id, channel, code, field, message, document, rejected_at)
        values (@Tenant, @profile, @intent, @channel, @code, @field, @message, @document, @now)
        """;

    private readonly TenantScopes _scopes;
    private readonly SignalWakeUp _wakeUp;
    private readonly TimeProvider _clock;

    internal SignalIntake(TenantScopes scopes, SignalWakeUp wakeUp, TimeProvider clock) => (_scopes, _wakeUp, _clock) = (scopes, wakeUp, clock);

    /// <summary>Takes one document. What it throws is a database that fails; nothing was recorded then and the document may come again.</summary>
    /// <param name="tenant">Whose intent.</param>
    /// <param name="profile">Name of the profile; null for the only one there is, or <c>default</c>.</param>
    /// <param name="document">UTF-8.</param>
    /// <param name="channel">How it came.</param>
    /// <param name="ct">Ends the attempt.</param>
    public async Task<IntakeResult> AcceptAsync(TenantRef tenant, string? profile, ReadOnlyMemory<byte> document, SignalChannel channel, CancellationToken ct)
    {
        var parsed = SignalIntentParser.Parse(document);
        await using var scope = channel == SignalChannel.Http ? await _scopes.OpenAsync(tenant, ct) : await _scopes.OpenManyAsync([tenant], ct);
        var found = await FindAsync(scope, tenant, profile);
        var result = await JudgeAsync(scope, tenant, found, profile, parsed, document, channel);
        if (result is IntakeResult.Refused refused) await RecordAsync(scope, tenant, found, parsed, refused, document, channel);
        scope.Announce(ChangeKind.Signals, tenant.Tenant);
        await scope.CommitAsync();
        if (result is IntakeResult.Accepted) _wakeUp.Raise(tenant);
        return result;
    }

    private static async Task<SignalProfile?> FindAsync(TenantScope scope, TenantRef tenant, string? name)
    {
        var rows = await scope.QueryAsync<SignalProfileRow>(ProfileSql, new { tenant.Tenant, name });
        return (rows.Count == 1 ? rows[0] : rows.FirstOrDefault(row => row.Name == "default"))?.ToProfile();
    }

    private async Task<IntakeResult> JudgeAsync(TenantScope scope, TenantRef tenant, SignalProfile? profile, string? name, SignalParse parsed, ReadOnlyMemory<byte> document, SignalChannel channel)
    {
        if (parsed is SignalParse.Invalid invalid) return new IntakeResult.Refused(SignalReject.SchemaInvalid, invalid.Errors[0].Message, invalid.Errors);
        if (profile is null) return Refused(SignalReject.ProfileUnknown, name is null ? "Make a profile on the Signals page, or name one of several." : "There is no such profile.");
        var (intent, now) = (((SignalParse.Valid)parsed).Intent, _clock.GetUtcNow());
        var key = new { tenant.Tenant, profile = profile.Id, intent = intent.Id };
        if (SignalFirewall.Judge(intent, profile.Terms, await scope.QuerySingleAsync<bool>(SeenSql, key), now) is FirewallVerdict.Reject reject) return Refused(reject.Code, reject.Message);
        var inserted = await scope.ExecuteAsync(InsertSql, new
        {
            id = Guid.CreateVersion7(now),
            tenant.Tenant,
            profile = profile.Id,
            intent = intent.Id,
            trader = intent.Trader.Value,
            channel = channel.ToText(),
            document = Encoding.UTF8.GetString(document.Span),
            at = intent.At,
            now,
        });
        // Two at the same moment: the table says which was first.
        return inserted == 1 ? new IntakeResult.Accepted(intent.Id, profile) : Refused(SignalReject.Duplicate, $"Intent {intent.Id:D} was accepted before.");
    }

    private Task<int> RecordAsync(TenantScope scope, TenantRef tenant, SignalProfile? profile, SignalParse parsed, IntakeResult.Refused refused, ReadOnlyMemory<byte> document, SignalChannel channel) =>
        scope.ExecuteAsync(RejectionSql, new
        {
            tenant.Tenant,
            profile = profile?.Id,
            intent = parsed switch { SignalParse.Valid valid => valid.Intent.Id, SignalParse.Invalid invalid => invalid.IntentId, _ => null },
            channel = channel.ToText(),
            code = refused.Code.ToText(),
            field = refused.Errors.Count > 0 ? refused.Errors[0].Field : null,
            message = refused.Message,
            document = Beginning(document.Span),
            now = _clock.GetUtcNow(),
        });

    // PostgreSQL's text holds neither a zero nor half of a character.
    private static string Beginning(ReadOnlySpan<byte> document)
    {
        var text = Encoding.UTF8.GetString(document[..Math.Min(document.Length, KeptOfARejection)]).Replace('\0', '\uFFFD');
        return text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text[..^1] : text;
    }

    private static IntakeResult.Refused Refused(SignalReject code, string message) => new(code, message, []);
}
