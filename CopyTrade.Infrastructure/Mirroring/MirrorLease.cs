using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Whoever leads the engine mirrors too (R0.43); the claim is logged once.</summary>
internal sealed partial class MirrorLease(EngineLease engine, ILogger<MirrorLease> logger)
{
    private bool _isClaimLogged;

    /// <summary>Whether this host mirrors.</summary>
    public async Task<bool> HoldAsync(CancellationToken ct)
    {
        if (!await engine.HoldAsync(ct)) return false;
        if (!_isClaimLogged) Log.Claimed(logger);
        _isClaimLogged = true;
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 5001, EventName = "poly.mirror.poll.singleton_claim", Level = LogLevel.Information, Message = "poly.mirror.poll.singleton_claim: this host mirrors.")]
        public static partial void Claimed(ILogger logger);
    }
}
