namespace CopyTrade.Domain.Notifications;

/// <summary>A channel as its owner sees it: secrets are masked.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Kind">By what it sends.</param>
/// <param name="Name">For people.</param>
/// <param name="Shown">Where it goes, with the secret part hidden.</param>
/// <param name="Told">Its row of the matrix.</param>
/// <param name="Digest">Whether what is not critical is collected.</param>
/// <param name="IsOn">Whether it sends at all.</param>
/// <param name="Waiting">Messages that are not out yet.</param>
/// <param name="LastSentAt">When a message last arrived (UTC).</param>
/// <param name="LastError">Why the last try failed; null when it did not.</param>
/// <param name="OldSecretUntil">Webhooks: until when signatures are made with the former secret too (UTC).</param>
public sealed record ChannelView(
    ChannelId Id, ChannelKind Kind, string Name, string Shown, IReadOnlySet<NotificationKind> Told, DigestMode Digest, bool IsOn, int Waiting, DateTimeOffset? LastSentAt, string? LastError, DateTimeOffset? OldSecretUntil);
