namespace CopyTrade.Domain.Alerts;

/// <summary>A secret of a source as its owner sees it again: never the secret itself.</summary>
/// <param name="Id">Its own.</param>
/// <param name="Kind">How it is used.</param>
/// <param name="Prefix">Its beginning, to tell two apart.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record AlertSecret(Guid Id, AlertSecretKind Kind, string Prefix, DateTimeOffset CreatedAt);
