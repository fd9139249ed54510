namespace CopyTrade.Domain.Alerts;

/// <summary>How a source proves that it sent an alert.</summary>
public enum AlertSecretKind
{
    /// <summary>It sends the secret along.</summary>
    Bearer,

    /// <summary>It signs the message with it (Standard Webhooks).</summary>
    Hmac,
}
