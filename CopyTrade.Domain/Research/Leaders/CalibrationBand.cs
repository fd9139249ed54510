namespace CopyTrade.Domain.Research.Leaders;

/// <summary>Decided positions bought within one band of prices: what they paid as a probability, and how often it came true.</summary>
/// <param name="From">Lower end of the band in cents.</param>
/// <param name="To">Upper end in cents.</param>
/// <param name="MeanPrice">Average entry, 0 to 1; null without a position.</param>
/// <param name="CameTrue">How often the outcome came true.</param>
public sealed record CalibrationBand(int From, int To, double? MeanPrice, Rate CameTrue);
