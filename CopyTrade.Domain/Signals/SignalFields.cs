using System.Globalization;
using System.Text.Json;
using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Signals;

/// <summary>Reads the fields of one JSON object strictly and collects what is wrong with them. Null stands for absent.</summary>
internal sealed class SignalFields
{
    private const decimal Largest = 1_000_000_000m;
    private readonly Dictionary<string, JsonElement> _values = [];
    private readonly List<SignalFieldError> _errors;
    private readonly string _prefix;

    public SignalFields(JsonElement container, string prefix, IReadOnlyCollection<string> known, List<SignalFieldError> errors)
    {
        (_prefix, _errors) = (prefix, errors);
        foreach (var property in container.EnumerateObject())
        {
            // A name may hold an escaped half of a character, which cannot be read as text.
            var name = TextOf(() => property.Name);
            if (name is null || !known.Contains(name)) Refuse(name is { Length: <= 60 } ? name : "?", "unknown_field", $"{Shown(name)} is not a field of an intent.");
            else if (property.Value.ValueKind != JsonValueKind.Null) _values[name] = property.Value;
        }
    }

    public bool Has(string field) => _values.ContainsKey(field);

    public JsonElement? Raw(string field) => _values.TryGetValue(field, out var value) ? value : null;

    public void Refuse(string field, string problem, string message) => _errors.Add(new(_prefix + field, problem, message));

    /// <summary>Text of 1 to <paramref name="longest"/> characters without control characters.</summary>
    public string? Text(string field, bool isRequired, int longest = 100)
    {
        if (!_values.TryGetValue(field, out var value))
        {
            if (isRequired) Refuse(field, "missing", $"{_prefix}{field} is missing.");
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Refuse(field, "wrong_type", $"{_prefix}{field} must be a text.");
            return null;
        }

        var text = TextOf(() => value.GetString());
        if (text is { Length: > 0 } && text.Length <= longest && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl)) return text;
        Refuse(field, "out_of_range", $"{_prefix}{field} must be a text of 1 to {longest} characters.");
        return null;
    }

    /// <summary>A number within bounds; text that looks like one is refused.</summary>
    public decimal? Number(string field, decimal least, decimal most = Largest, bool isLeastIncluded = true)
    {
        if (!_values.TryGetValue(field, out var value)) return null;
        if (value.ValueKind != JsonValueKind.Number)
        {
            Refuse(field, "wrong_type", $"{_prefix}{field} must be a number.");
            return null;
        }

        if (!value.TryGetDecimal(out var number))
        {
            Refuse(field, "bad_number", $"{_prefix}{field} is not a number that can be reckoned with.");
            return null;
        }

        if (number <= most && (isLeastIncluded ? number >= least : number > least)) return number;
        Refuse(field, "out_of_range", string.Create(CultureInfo.InvariantCulture, $"{_prefix}{field} must be {(isLeastIncluded ? "at least" : "above")} {least} and at most {most}."));
        return null;
    }

    /// <summary>A price from 0 to 1, to the nearest of six decimals.</summary>
    public Price? Price(string field, decimal least = 0m, decimal most = 1m) => Number(field, least, most) is { } number ? Money.Price.RoundNearest(number) : null;

    /// <summary>A quantity that is above zero still when it is cut to six decimals.</summary>
    public decimal? Size(string field)
    {
        var number = Number(field, 0m, isLeastIncluded: false);
        if (number is null || decimal.Round(number.Value, Usdc.Decimals, MidpointRounding.ToZero) is > 0m) return number;
        Refuse(field, "out_of_range", $"{_prefix}{field} must be at least 0.000001.");
        return null;
    }

    private static string Shown(string? name) => name is { Length: <= 60 } && !name.Any(char.IsControl) ? $"'{name}'" : "A name";

    private static string? TextOf(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
