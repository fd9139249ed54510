using System.Text.Json;
using System.Text.Json.Serialization;

namespace CopyTrade.Infrastructure.Persistence;

internal sealed class JsonNumber<T>(Func<T, decimal> write, Func<decimal, T> read) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var number = reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var value) ? value
            : throw new JsonException($"{typeof(T).Name} is a number.");
        try
        {
            return read(number);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(write(value));
}
