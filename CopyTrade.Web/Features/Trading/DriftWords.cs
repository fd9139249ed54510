using CopyTrade.Domain.Trading;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Trading;

/// <summary>Our books against the wallet in words (R1.24).</summary>
public static class DriftWords
{
    public static string Says(PositionDrift drift, DateTimeOffset now) => drift switch
    {
        { Drift: null } => "not known: neither venue nor chain answered",
        { DriftingSince: { } since, Drift: > 0m } => $"the wallet holds shares that we do not know of, for {Format.Age(now - since)}",
        { DriftingSince: { } since } => $"our books hold more than the wallet, for {Format.Age(now - since)}",
        { Drift: 0m } => "agrees",
        _ => "explained by rounding or by what is on its way",
    };
}
