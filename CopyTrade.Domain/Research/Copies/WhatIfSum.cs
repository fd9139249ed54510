namespace CopyTrade.Domain.Research.Copies;

/// <summary>What a set of rules makes of a period's purchases.</summary>
/// <param name="Copied">Purchases that it copies.</param>
/// <param name="Skipped">Purchases that it skips.</param>
/// <param name="Profit">Dollars of those copied whose end is known.</param>
/// <param name="Unpriced">Of those copied, the ones in no sum.</param>
public sealed record WhatIfSum(int Copied, int Skipped, decimal Profit, int Unpriced);
