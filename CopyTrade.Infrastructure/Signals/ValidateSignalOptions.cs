using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Signals;

internal sealed class ValidateSignalOptions : IValidateOptions<SignalOptions>
{
    public ValidateOptionsResult Validate(string? name, SignalOptions options)
    {
        if (options.Files.FirstOrDefault(file => string.IsNullOrWhiteSpace(file.Path) || string.IsNullOrWhiteSpace(file.Account)) is not null)
            return ValidateOptionsResult.Fail("Signals:Files needs a Path and the Account whose intents these are.");
        if (options.Files.DistinctBy(file => file.Path).Count() < options.Files.Count) return ValidateOptionsResult.Fail("Signals:Files names a path twice.");
        return options.EmitTo is { } emit && emit.Contains("://", StringComparison.Ordinal) && AddressOf(emit) is null
            ? ValidateOptionsResult.Fail($"Signals:EmitTo is a file or an address such as http://127.0.0.1:8765/intent, not '{emit}'.")
            : ValidateOptionsResult.Success;
    }

    /// <summary>Null for a file.</summary>
    public static Uri? AddressOf(string? emitTo) => Uri.TryCreate(emitTo, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
}
