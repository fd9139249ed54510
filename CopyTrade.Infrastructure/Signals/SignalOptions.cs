using System.ComponentModel.DataAnnotations;

namespace CopyTrade.Infrastructure.Signals;

/// <summary>Section <c>Signals</c>.</summary>
public sealed class SignalOptions
{
    public const string Section = "Signals";

    /// <summary>One more address that serves <c>/intent</c> and nothing else, such as <c>127.0.0.1:8765</c>; null for none.</summary>
    public string? Listen { get; init; }

    /// <summary>Files of intents that an executor reads.</summary>
    public IReadOnlyList<SignalFileOptions> Files { get; init; } = [];

    /// <summary>Pause between two looks at a file or at the generator's trades.</summary>
    [Range(0.02, 60)]
    public double PollSeconds { get; init; } = 0.1;

    /// <summary>Where the generator writes: a file, or an address such as http://127.0.0.1:8765/intent; null for no generator.</summary>
    public string? EmitTo { get; init; }

    /// <summary>API key with the scope signals:write, for a generator that posts to an address. It opens no wallet.</summary>
    public string? EmitApiKey { get; init; }

    /// <summary>Older trades are not made intents of any more (R1.2).</summary>
    [Range(1, 86_400)]
    public int EmitMaxAgeSeconds { get; init; } = 3_600;
}
