using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>The sole right to answer one key, until disposed.</summary>
public sealed class AnswerTurn : IAsyncDisposable
{
    private readonly TenantScope _scope;
    private readonly IReadOnlyCollection<IDisposable> _places;
    private readonly TenantRef _tenant;
    private readonly string _key;
    private readonly TimeProvider _clock;

    internal AnswerTurn(TenantScope scope, IReadOnlyCollection<IDisposable> places, TenantRef tenant, string key, StoredAnswer? earlier, TimeProvider clock) =>
        (_scope, _places, _tenant, _key, Earlier, _clock) = (scope, places, tenant, key, earlier, clock);

    /// <summary>What was answered before; null for the first.</summary>
    public StoredAnswer? Earlier { get; }

    public async Task KeepAsync(StoredAnswer answer)
    {
        await _scope.ExecuteAsync("""
            delete from api_answer where billing_account_id = @Tenant and created_at < @Old;
            insert into api_answer (billing_account_id, key, request, status, content_type, body, location, created_at)
            values (@Tenant, @_key, @Request, @Status, @ContentType, @Body, @Location, @Now)
            """, new { _tenant.Tenant, _key, answer.Request, answer.Status, answer.ContentType, answer.Body, answer.Location, Now = _clock.GetUtcNow(), Old = _clock.GetUtcNow().AddDays(-1) });
        await _scope.CommitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _scope.DisposeAsync();
        }
        finally
        {
            foreach (var place in _places) place.Dispose();
        }
    }
}
