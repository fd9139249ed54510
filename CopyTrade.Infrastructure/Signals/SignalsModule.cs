using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Signals;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Signals.Generator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Signals;

public static class SignalsModule
{
    /// <summary>The intake, the profiles and what pages and the API read. Needs persistence and the venue.</summary>
    public static IServiceCollection AddSignals(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton<SignalWakeUp>()
            .AddSingleton(provider => new SignalIntake(provider.GetRequiredService<TenantScopes>(), provider.GetRequiredService<SignalWakeUp>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<ISignalProfiles, SignalProfiles>()
            .AddSingleton<ISignalsQuery, SignalsQuery>()
            .AddSingleton<SignalHealthCheck>()
            .AddSingleton<ISignalHealth>(provider => provider.GetRequiredService<SignalHealthCheck>())
            .AddSingleton<IValidateOptions<SignalOptions>, ValidateSignalOptions>()
            .AddOptions<SignalOptions>().BindConfiguration(SignalOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart().Services;
    }

    /// <summary>What carries intents out and reads files of them; for hosts with the executor's role.</summary>
    public static IServiceCollection AddSignalExecutor(this IServiceCollection services)
    {
        services.TryAddSingleton<ICrashPoints, NoCrashPoints>();
        return services
            .AddSingleton<SignalMarkets>()
            .AddSingleton<ISignalStore, PostgresSignalStore>()
            .AddSingleton<SignalExecution>()
            .AddHostedService<SignalLoop>()
            .AddHostedService<SignalFileLoop>();
    }

    /// <summary>The generator; for hosts with the observer's role. It asks for nothing that could reach a key.</summary>
    public static IServiceCollection AddSignalGenerator(this IServiceCollection services) => services
        .AddSingleton<EmissionLog>()
        .AddSingleton<IIntentSink>(provider => SinkOf(provider.GetRequiredService<IOptions<SignalOptions>>().Value))
        .AddHostedService<IntentGenerator>();

    private static IIntentSink SinkOf(SignalOptions options) =>
        ValidateSignalOptions.AddressOf(options.EmitTo) is { } address ? new HttpIntentSink(address, options.EmitApiKey) : new FileIntentSink(Path.GetFullPath(options.EmitTo!));
}
