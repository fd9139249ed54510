namespace CopyTrade.Infrastructure.Accounts.ApiKeys;

public abstract record CreateApiKeyResult
{
    private CreateApiKeyResult()
    {
    }

    /// <summary>The key is here and nowhere else: it is shown once.</summary>
    public sealed record Created(Guid Id, string Key) : CreateApiKeyResult
    {
        public override string ToString() => $"API key {Id}";
    }

    public sealed record Refused(AccountRefusal Reason) : CreateApiKeyResult;
}
