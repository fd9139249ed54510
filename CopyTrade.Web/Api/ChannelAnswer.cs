using CopyTrade.Domain.Notifications;

namespace CopyTrade.Web.Api;

/// <summary>A channel with its secrets hidden.</summary>
/// <param name="Id">Its own.</param>
/// <param name="Kind">By what it sends.</param>
/// <param name="Name">For people.</param>
/// <param name="Destination">Where it goes, with the secret part hidden.</param>
/// <param name="Told">What it tells.</param>
/// <param name="Digest">Whether what is not critical is collected.</param>
/// <param name="Enabled">Whether it sends at all.</param>
/// <param name="Waiting">Messages that are not out yet.</param>
/// <param name="LastSentAt">UTC.</param>
/// <param name="LastError">Why the last try failed; null when it did not.</param>
/// <param name="OldSecretUntil">Until when a webhook is signed with the former secret too (UTC).</param>
/// <param name="SigningSecret">Of a webhook that was just made or given a new one: shown this once.</param>
internal sealed record ChannelAnswer(
    Guid Id, string Kind, string Name, string Destination, IReadOnlyList<string> Told, string Digest, bool Enabled, int Waiting, DateTimeOffset? LastSentAt, string? LastError, DateTimeOffset? OldSecretUntil, string? SigningSecret)
{
    public static ChannelAnswer Of(ChannelView channel, string? secret = null) => new(
        channel.Id.Value, RuleWords.Of(channel.Kind), channel.Name, channel.Shown, [.. channel.Told.Order().Select(RuleWords.Of)], RuleWords.Of(channel.Digest), channel.IsOn, channel.Waiting,
        channel.LastSentAt, channel.LastError, channel.OldSecretUntil, secret);

    /// <summary>Shows no secret.</summary>
    public override string ToString() => $"channel {Id}";
}
