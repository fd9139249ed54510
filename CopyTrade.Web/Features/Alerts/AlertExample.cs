using CopyTrade.Domain.Alerts;

namespace CopyTrade.Web.Features.Alerts;

/// <summary>A command that sends a first alert with a new secret.</summary>
internal static class AlertExample
{
    private const string SigningPrefix = "whsec_";

    public static string Of(AlertSource source, AlertSecretKind kind, string secret) => kind == AlertSecretKind.Bearer ? Sent(source, secret) : Signed(source, secret[SigningPrefix.Length..]);

    private static string Sent(AlertSource source, string secret) =>
        $$$"""curl -X POST http://127.0.0.1:5080/api/alerts -H "Authorization: Bearer {{{secret}}}" -H "Content-Type: application/json" -d '{"source":"{{{source.Name}}}","alertType":"test","mode":"WAKE_AGENT","idempotencyKey":"test-1","payload":{"text":"hello"}}'""";

    private static string Signed(AlertSource source, string key) =>
        $$$"""B='{"alertType":"test","mode":"WAKE_AGENT","payload":{"text":"hello"}}'; I=msg_$RANDOM; T=$(date +%s); K=$(printf %s '{{{key}}}' | base64 -d | od -An -tx1 | tr -d ' \n'); S=$(printf %s "$I.$T.$B" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$K -binary | base64); curl -X POST "http://127.0.0.1:5080/api/alerts?from={{{source.Address}}}" -H "Content-Type: application/json" -H "webhook-id: $I" -H "webhook-timestamp: $T" -H "webhook-signature: v1,$S" -d "$B" """;
}
