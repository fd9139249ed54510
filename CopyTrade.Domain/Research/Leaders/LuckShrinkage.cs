namespace CopyTrade.Domain.Research.Leaders;

/// <summary>
/// Pulls each wallet's edge towards the middle of all wallets, the more the less is known of it (empirical Bayes, normal–normal).
/// With mean xᵢ and standard error sᵢ of wallet i: μ = Σ wᵢxᵢ / Σ wᵢ with wᵢ = 1/(sᵢ² + τ²); τ² by DerSimonian and Laird (1986):
/// max(0, (Q − (k−1)) / (Σ1/sᵢ² − Σ1/sᵢ⁴ / Σ1/sᵢ²)) with Q = Σ (xᵢ−x̄)²/sᵢ². The shrunk mean is (τ²xᵢ + sᵢ²μ)/(τ² + sᵢ²), its variance τ²sᵢ²/(τ² + sᵢ²) and the uncertainty of μ on the part that comes from it.
/// </summary>
public sealed record LuckShrinkage(double Middle, double Spread, double MiddleError, int Wallets)
{
    private const double SmallestError = 1e-4;

    /// <summary>The fit over all wallets; null with fewer than three of them.</summary>
    public static LuckShrinkage? Fit(IReadOnlyCollection<Estimate> all)
    {
        if (all.Count < 3) return null;
        var fixedWeights = all.Select(one => (one.Mean, Weight: 1 / Variance(one))).ToList();
        var sum = fixedWeights.Sum(one => one.Weight);
        var middle = fixedWeights.Sum(one => one.Weight * one.Mean) / sum;
        var q = fixedWeights.Sum(one => one.Weight * (one.Mean - middle) * (one.Mean - middle));
        var scale = sum - (fixedWeights.Sum(one => one.Weight * one.Weight) / sum);
        var spread = scale > 0 ? Math.Max(0, (q - (all.Count - 1)) / scale) : 0;
        var weights = all.Select(one => (one.Mean, Weight: 1 / (Variance(one) + spread))).ToList();
        var total = weights.Sum(one => one.Weight);
        return new(weights.Sum(one => one.Weight * one.Mean) / total, spread, Math.Sqrt(1 / total), all.Count);
    }

    /// <summary>What is left of a wallet's edge when luck is taken off.</summary>
    public Estimate Shrink(Estimate own)
    {
        var variance = Variance(own);
        var trust = Spread / (Spread + variance);
        var left = (Spread * variance / (Spread + variance)) + ((1 - trust) * (1 - trust) * MiddleError * MiddleError);
        return Estimate.Around((trust * own.Mean) + ((1 - trust) * Middle), Math.Sqrt(left), own.N);
    }

    private static double Variance(Estimate one) => Math.Max(one.Error, SmallestError) * Math.Max(one.Error, SmallestError);
}
