using System.Text.Json;
using System.Text.Json.Serialization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Persistence;

/// <summary>Domain values as JSON, for stored documents and for the API: snake_case, money as numbers with all their decimals, ids and enums as text.</summary>
public static class DomainJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Adds how values are written to options that somebody else owns.</summary>
    public static void AddConverters(IList<JsonConverter> converters)
    {
        foreach (var converter in All()) converters.Add(converter);
    }

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="JsonException">Not such a document.</exception>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"The document holds no {typeof(T).Name}.");

    private static JsonSerializerOptions Create()
    {
        // Stored documents come back from jsonb with their members in another order, the discriminator of a policy among them.
        // What is not there is left out: most rules of most targets are not set, and a stored decision carries them all.
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, AllowOutOfOrderMetadataProperties = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        };
        AddConverters(options.Converters);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static IEnumerable<JsonConverter> All() =>
    [
        new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
        new JsonNumber<Usdc>(value => value.Amount, Usdc.Of),
        new JsonNumber<Shares>(value => value.Quantity, Shares.Of),
        new JsonNumber<Price>(value => value.Value, Price.Of),
        new JsonNumber<BasisPoints>(value => value.Value, value => new(value)),
        new JsonNumber<TickSize>(value => value.Value, TickSize.Of),
        new JsonText<WalletAddress>(value => value.Value, WalletAddress.Parse),
        new JsonText<ConditionId>(value => value.Value, ConditionId.Parse),
        new JsonText<TokenId>(value => value.Value, TokenId.Parse),
        new JsonText<TransactionHash>(value => value.Value, TransactionHash.Parse),
        new JsonText<VenueOrderId>(value => value.Value, VenueOrderId.Parse),
        new JsonText<FillId>(value => value.Value, FillId.Parse),
        new JsonText<IdempotencyKey>(value => value.Value, IdempotencyKey.Parse),
        new JsonText<TenantId>(value => value.ToString(), text => new(Guid.Parse(text))),
        new JsonText<UserId>(value => value.ToString(), text => new(Guid.Parse(text))),
        new JsonText<WalletConnectionId>(value => value.ToString(), text => new(Guid.Parse(text))),
        new JsonText<TargetRowId>(value => value.ToString(), text => new(Guid.Parse(text))),
        new JsonText<TargetKey>(value => value.ToString(), text => new(Guid.Parse(text))),
        new JsonText<RuleId>(value => value.ToString(), text => new(Guid.Parse(text))),
        new JsonText<OrderId>(value => value.ToString(), text => new(Guid.Parse(text))),
    ];
}
