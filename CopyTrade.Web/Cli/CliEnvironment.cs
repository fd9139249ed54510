namespace CopyTrade.Web.Cli;

/// <summary>What a verb reads from and writes to: the process's own streams, or a test's.</summary>
/// <param name="In">Secrets come from here and never from arguments, which other users of the machine can list.</param>
/// <param name="Out">Results.</param>
/// <param name="Error">One line when something failed.</param>
/// <param name="Settings">Settings that outrank files and environment.</param>
internal sealed record CliEnvironment(TextReader In, TextWriter Out, TextWriter Error, IReadOnlyDictionary<string, string?>? Settings = null)
{
    public static CliEnvironment Process { get; } = new(Console.In, Console.Out, Console.Error);

    /// <summary>True when a person types; false for a pipe or a test.</summary>
    public bool IsInteractive => ReferenceEquals(In, Console.In) && !Console.IsInputRedirected;

    /// <summary>Reads one line; a person is asked for it and it is not shown while typed.</summary>
    public async Task<string> ReadSecretAsync(string what, CancellationToken ct)
    {
        if (!IsInteractive) return (await In.ReadLineAsync(ct))?.TrimEnd('\r') ?? "";

        await Error.WriteAsync($"{what}: ");
        var text = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace && text.Length > 0) text.Length--;
            else if (!char.IsControl(key.KeyChar)) text.Append(key.KeyChar);
        }

        await Error.WriteLineAsync();
        return text.ToString();
    }
}
