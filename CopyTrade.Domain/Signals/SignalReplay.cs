using System.Text;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Signals;

/// <summary>
/// Runs recorded intents through parser, firewall and sizing again (R1.16). Pure: the clock is the latest timestamp met so
/// far, ids are remembered for this run only, nothing is stored or ordered. The same lines under the same terms give the
/// same report at any time.
/// </summary>
public static class SignalReplay
{
    /// <summary>Judges every line that is not blank.</summary>
    public static ReplayReport Run(IEnumerable<string> lines, SignalTerms terms)
    {
        var seen = new HashSet<Guid>();
        var clock = DateTimeOffset.MinValue;
        var report = new List<ReplayLine>();
        foreach (var (text, number) in lines.Select((text, index) => (text, index + 1)))
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            var parsed = SignalIntentParser.Parse(Encoding.UTF8.GetBytes(text));
            if (parsed is SignalParse.Valid valid && valid.Intent.At > clock) clock = valid.Intent.At;
            report.Add(Judge(number, parsed, terms, seen, clock));
        }

        return new(report);
    }

    private static ReplayLine Judge(int number, SignalParse parsed, SignalTerms terms, HashSet<Guid> seen, DateTimeOffset clock)
    {
        if (parsed is SignalParse.Invalid invalid) return new(number, invalid.IntentId, SignalReject.SchemaInvalid, invalid.Errors[0].Field, invalid.Errors[0].Message, null);
        var intent = ((SignalParse.Valid)parsed).Intent;
        if (SignalFirewall.Judge(intent, terms, seen.Contains(intent.Id), clock) is FirewallVerdict.Reject reject) return new(number, intent.Id, reject.Code, null, reject.Message, null);
        seen.Add(intent.Id);
        return new(number, intent.Id, null, null, null, intent.Side == OrderSide.Buy ? terms.Sizing.For(intent.TheirUsd).Dollars : null);
    }
}
