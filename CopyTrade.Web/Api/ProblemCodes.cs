namespace CopyTrade.Web.Api;

/// <summary>The closed list of codes in problem answers, with what each means. Programs branch on them; a code that is not here is a fault of ours.</summary>
internal static class ProblemCodes
{
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        // Any request
        [ApiCode.BodyMalformed] = "The body is not a JSON object of the expected fields.",
        [ApiCode.BodyTooLarge] = "The body is larger than 64 KiB.",
        [ApiCode.CrossSite] = "A change with a cookie came from another site: programs send an API key.",
        [ApiCode.CursorInvalid] = "The cursor is not one that was given out.",
        [ApiCode.FieldInvalid] = "A field or parameter has no legal value; the detail names it.",
        [ApiCode.FieldMissing] = "A field is missing; the detail names it.",
        [ApiCode.Forbidden] = "The key lacks the scope, or its owner may not do that.",
        [ApiCode.IdempotencyKeyInvalid] = "An Idempotency-Key has at most 200 printable ASCII characters.",
        [ApiCode.IdempotencyKeyReused] = "This Idempotency-Key was used for another request.",
        [ApiCode.Internal] = "Something failed here; the log says what. Send a write again with the same Idempotency-Key.",
        [ApiCode.LimitInvalid] = "limit or offset is out of range.",
        [ApiCode.MethodNotAllowed] = "This address does not take that method.",
        [ApiCode.NotFound] = "There is nothing at this address, or it belongs to somebody else.",
        [ApiCode.RateLimited] = "Too many requests: wait as long as Retry-After says.",
        [ApiCode.Unauthenticated] = "No valid API key was sent.",
        [ApiCode.UnsupportedMediaType] = "Send the body as application/json.",

        // Rules
        ["market_unknown"] = "The venue knows no such market or token.",
        ["rule_invalid"] = "The rule contradicts itself; the detail says how.",
        ["rule_limit"] = "The account has as many active rules as it may: cancel one first.",
        ["rule_moved"] = "The rule changed at the same moment: read it again.",
        ["rule_not_active"] = "The rule has fired or ended.",
        ["rule_not_found"] = "There is no such rule.",

        // Alerts and durable jobs
        ["source_invalid"] = "A source has 1 to 40 letters, digits, points, hyphens and underscores.",
        ["job_state"] = "The job runs or is done.",
        ["payload_invalid"] = "The payload is no JSON object, or no order; the detail says what.",
        ["source_mismatch"] = "The secret is the one of another source.",

        // Notifications
        ["channel_invalid"] = "The channel is not one, or may not go there; the detail says why.",
        ["channel_untested"] = "The channel is switched off, only called by alerts, or was tested a moment ago.",

        // Targets
        ["max_invalid"] = "The ceiling of a trade is not an amount.",
        ["policy_invalid"] = "The sizing policy is none of the kinds, or lacks its numbers.",
        ["rules_invalid"] = "The copy rules contradict themselves; the detail says how.",
        ["target_duplicate"] = "The wallet is followed already.",
        ["target_not_found"] = "There is no such target, or it was removed.",
        ["target_own_wallet"] = "The wallet is one's own.",
        ["wallet_malformed"] = "A wallet is 0x and 40 hexadecimal digits.",

        // Positions and jobs
        [ApiCode.JobRunning] = "The job runs right now.",
        ["not_resolved"] = "The market is not decided yet.",
        ["nothing_to_redeem"] = "Nothing is left to redeem on this market.",
        ["redeem_failed"] = "The redemption failed; the detail says why. Asking again is safe.",

        // Wallet
        ["address_burn"] = "Nobody has the key of this address.",
        ["address_checksum"] = "The capital letters of the address are not its checksum.",
        ["address_contract"] = "The address is a contract of the venue.",
        ["address_malformed"] = "An address is 0x and 40 hexadecimal digits.",
        ["address_own"] = "The address is the connected wallet itself.",
        ["already_connected"] = "Another wallet is connected: disconnect it first.",
        ["amount_invalid"] = "The amount must be above zero.",
        ["amount_not_confirmed"] = "The amount named again is another one.",
        ["balance_left"] = "Money is left, or may be left, in the wallet.",
        ["code_wrong"] = "The code of the authenticator app is not right.",
        ["consent_outdated"] = "The text that is agreed to has changed: read it again.",
        ["consent_required"] = "It takes an explicit consent.",
        ["funder_mismatch"] = "A plain wallet holds its own money: leave the funder empty.",
        ["funder_required"] = "This kind of wallet needs the address that holds the money.",
        ["insufficient_balance"] = "The wallet has less free balance.",
        ["invalid_caps"] = "The caps are not possible; the detail says why.",
        ["invalid_key"] = "A private key is 64 hexadecimal digits.",
        ["locked_out"] = "Too many wrong answers: wait a few minutes.",
        ["no_connection"] = "No wallet is connected.",
        ["owners_transaction_needed"] = "Only the owner's own wallet can move this money.",
        ["paper_account"] = "This account trades on paper.",
        ["password_wrong"] = "The password is not right.",
        ["wallet_in_use"] = "The wallet is connected to another account.",
        ["withdrawal_under_way"] = "A withdrawal is under way: wait for its end.",
    };
}
