namespace CopyTrade.Infrastructure.Accounts;

/// <summary>Why an action of a user was refused: a stable code for programs, a sentence for people.</summary>
public sealed record AccountRefusal(string Code, string Message);
