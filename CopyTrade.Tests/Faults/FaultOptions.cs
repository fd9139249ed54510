using System.Globalization;
using System.Text.RegularExpressions;

namespace CopyTrade.Tests.Faults;

/// <summary>What <c>./test.sh faults</c> takes.</summary>
/// <param name="Seeds">How much: crashes in all; three tenths of it lost answers of each kind, ten times it simulated runs.</param>
/// <param name="Seed">Where seeds begin; another one is another run.</param>
/// <param name="Only">Parts of the names of scenarios to run; empty for all.</param>
/// <param name="Parallel">Scenarios at once.</param>
internal sealed record FaultOptions(int Seeds, int Seed, IReadOnlyList<string> Only, int Parallel)
{
    public const string Usage = "faults [--seeds N (1000)] [--seed S (1)] [--only NAME[,NAME]] [--parallel N (2)]";

    /// <exception cref="FormatException">One sentence for people.</exception>
    public static FaultOptions Parse(string[] arguments)
    {
        var options = new FaultOptions(1000, 1, [], 2);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new FormatException($"{arguments[i]} needs a value. {Usage}");
            options = arguments[i] switch
            {
                "--seeds" => options with { Seeds = Number(value, 1_000_000) },
                "--seed" => options with { Seed = Number(value, 10_000) },
                "--only" => options with { Only = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
                "--parallel" => options with { Parallel = Number(value, 16) },
                var unknown => throw new FormatException($"{unknown} is no option. {Usage}"),
            };
        }

        return options;
    }

    /// <summary>F1 is not F11.</summary>
    public bool Wants(string scenario) => Only.Count == 0 || Only.Any(part => Regex.IsMatch(scenario, $@"(?<!\w){Regex.Escape(part)}(?!\d)", RegexOptions.IgnoreCase));

    private static int Number(string text, int largest) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= largest
        ? number
        : throw new FormatException($"'{text}' is not a number from 1 to {largest}. {Usage}");
}
