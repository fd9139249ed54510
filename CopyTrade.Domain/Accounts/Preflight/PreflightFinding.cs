namespace CopyTrade.Domain.Accounts.Preflight;

/// <summary>What a check found.</summary>
/// <param name="Check">Which.</param>
/// <param name="State">How it stands.</param>
/// <param name="Text">One sentence: what is there, or what is wrong and what to do. No secret is in it.</param>
public sealed record PreflightFinding(PreflightCheck Check, CheckState State, string Text);
